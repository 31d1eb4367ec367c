import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { imageSize } from "../../../../../../src/workloads/mf/data/files/pgm.ts";
import { checkFileSize, FileError } from "../../../../../../src/workloads/mf/data/files/imported.ts";
import { parseFile, pictureOf } from "../../../../../../src/workloads/mf/data/files/parse.ts";
import { bytesOf, CSV, doubles, jpeg, MARKET, npy, npyHeader, PGM, png, RATINGS, webp } from "./samples.ts";

const read = (text: string) => parseFile(bytesOf(text));
const list = (values: ArrayLike<number> | undefined) => values && Array.from(values);

async function refusal(file: Uint8Array | string): Promise<FileError> {
  const error: unknown = await parseFile(typeof file === "string" ? bytesOf(file) : file).catch(
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(FileError);
  return error as FileError;
}

describe("tables", () => {
  it("reads a header, missing cells and exponents", async () => {
    const { rows, cols, values, known, colNames, format } = await read(CSV);
    expect([format, rows, cols]).toEqual(["csv", 3, 3]);
    expect(list(values)).toEqual([1, 2, 3, 4, 0, 6, 7, 8, -950]);
    expect(list(known)).toEqual([1, 1, 1, 1, 0, 1, 1, 1, 1]);
    expect(colNames).toEqual(["a", "b", "c"]);
  });

  it.each([
    ["tabs", "1\t2\n3\tNA\n"],
    ["semicolons", "1;2\n3;\n"],
    ["bars", "1|2\n3|nan\n"],
    ["blanks, as np.savetxt writes them", " 1.0e+00   2.0e+00\n 3.0e+00  nan\n"],
    ["a mark of the byte order and Windows' line ends", "\ufeff1,2\r\n3,?\r\n"],
  ])("reads %s", async (_name, text) => {
    const { values, known } = await read(text);
    expect(list(values)).toEqual([1, 2, 3, 0]);
    expect(list(known)).toEqual([1, 1, 1, 0]);
  });

  it("reads lines that end in a carriage return alone, as old Macs wrote them", async () => {
    const side = 60;
    const rows = Array.from({ length: side }, (_, i) =>
      Array.from({ length: side }, (__, j) => i * j).join(","),
    );
    const [old, usual] = await Promise.all([read(rows.join("\r")), read(rows.join("\n"))]);
    expect([old.rows, old.cols]).toEqual([side, side]);
    expect(list(old.values)).toEqual(list(usual.values));
    expect((await read(MARKET.replaceAll("\n", "\r"))).format).toBe("matrix-market");
    expect((await read(RATINGS.replaceAll("\n", "\r"))).rows).toBe(6);
  });

  it("reads UTF-16, as Excel writes it", async () => {
    const text = "1\t2\n3\t4\n";
    const bytes = new Uint8Array(2 + 2 * text.length);
    bytes.set([0xff, 0xfe]);
    new Uint16Array(bytes.buffer, 2).set(Array.from(text, (letter) => letter.charCodeAt(0)));
    expect(list((await parseFile(bytes)).values)).toEqual([1, 2, 3, 4]);
  });

  it("takes decimal commas between semicolons, and names of rows", async () => {
    const { values, rowNames, colNames } = await read('name;"x;y";z\nfirst;1,5;2\nsecond;-,25;1e3\n');
    expect(list(values)).toEqual([1.5, 2, -0.25, 1000]);
    expect(rowNames).toEqual(["first", "second"]);
    expect(colNames).toEqual(["x;y", "z"]);
  });

  it("keeps a row without any value, and counts rows and columns without one", async () => {
    const { rows, known, remarks } = await read("1,2\n,\n3,4\n");
    expect(rows).toBe(3);
    expect(list(known)).toEqual([1, 1, 0, 0, 1, 1]);
    expect(remarks).toEqual(["The file has 1 row without a value, about which nothing can be learned."]);
    const both = await read("1,,2\n,,\n,,\n3,,4\n");
    expect(both.remarks.join()).toContain("2 rows and 1 column without a value");
    expect((await read("1,\n,2\n")).remarks).toEqual([]);
  });

  it("takes NA for a name among names of rows", async () => {
    const { rowNames, cols } = await parseFile(bytesOf("country,a,b\nMexico,1,2\nNA,3,4\nPeru,5,6\n"));
    expect({ rowNames, cols }).toEqual({ rowNames: ["Mexico", "NA", "Peru"], cols: 2 });
  });

  it("refuses a table in Latin-1", async () => {
    const bytes = Uint8Array.from("stadt,a\nKöln,1\n", (letter) => letter.charCodeAt(0));
    await expect(parseFile(bytes)).rejects.toThrow("Line 2: The file is not UTF-8 at byte 9.");
  });

  it("names row and column of a cell that is not a number", async () => {
    const text = await refusal("a,b,c\n1,2,3\n4,five,6\n");
    expect(text.message).toContain("Row 3, column 2: “five” is not a number");
    expect((await refusal('1,2\n3,"1,5"\n')).message).toContain("point for decimals");
    expect((await refusal("1,2,3\n4,5\n")).message).toMatch(/^Row 2 has/);
    expect((await refusal("1,2\n3,1e200\n")).message).toContain("Row 2, column 2: 1e+200 is too large");
  });

  it.each([
    ["an empty file", "", "empty"],
    ["one column", "1\n2\n3\n", "at least 2"],
    ["one row", "1,2,3\n", "at least 2"],
    ["missing cells only", ",\n,\n", "every cell is missing"],
    ["one value everywhere", "3,3\n3,\n", "nothing to learn"],
    ["too many columns", `${"1,".repeat(9000)}1\n`, "8,192 columns"],
    ["too many rows", "1,2\n".repeat(9000), "9,000 × 2"],
    ["too many values", "%%MatrixMarket matrix array real general\n4000 4000\n", "8,388,608 values"],
    ["a shape of 10²⁰", "%%MatrixMarket matrix array real general\n1e20 2\n", "too large"],
    ["bytes that are no text", "PK\u0003\u0004\0\0", "neither text nor"],
  ])("refuses %s", async (_name, text, reason) => {
    expect((await refusal(text)).message).toContain(reason);
  });

  it("ignores delimiters within quotes when it guesses the file's", async () => {
    const hostile = await readFile(new URL("../../../../../fixtures/quoted-delimiters.csv", import.meta.url));
    const { rows, cols, values, known, rowNames } = await parseFile(new Uint8Array(hostile));
    expect([rows, cols]).toEqual([5, 3]);
    expect(list(values)).toEqual([1, 2, 3, 4, 0, 7, 8, 1, 2, 1, 1, 0, 3, 3, 1]);
    expect(known?.indexOf(0)).toBe(4);
    expect(rowNames?.[1]).toBe("=1+1");
    const many = `"${",".repeat(9000)}",b\n1,2\n3,4\n`;
    expect((await read(many)).cols).toBe(2);
    expect((await read('"a;b\nc;d",e\n1,2\n3,4\n')).rows).toBe(2);
  });

  it.each([
    ["percent signs", "10%,20%\n30%,40%\n", { row: 1, column: 1 }, "“10%” is not a number", "percent signs"],
    ["percent signs below names", "a,b\n1,20 %\n3,4\n", { row: 2, column: 2 }, "“20 %”", "percent signs"],
    ["thousands", '"1,234.5","2,000.1"\n"3,1","4"\n', { row: 1, column: 1 }, "“1,234.5”", "thousands"],
    ["thousands, the German way", "1.234,5;1\n2;3\n", { row: 1, column: 1 }, "“1.234,5”", "thousands"],
    ["decimal commas in the first row", '"1,5","2,5"\n3,4\n', { row: 1, column: 1 }, "“1,5”", "point"],
  ])("refuses %s instead of taking them for names", async (_name, text, place, cell, advice) => {
    const error = await refusal(text);
    expect(error.message).toContain(`Row ${place.row}, column ${place.column}: `);
    expect(error.message).toContain(cell);
    expect(error.message).toContain(advice);
  });

  it("does not take separators within quotes for surplus cells", async () => {
    expect((await read('"a,b",c\n1,2\n3,4\n')).colNames).toEqual(["a,b", "c"]);
  });
});

describe("NPY", () => {
  it("reads floats in C and in Fortran order; NaN is missing", async () => {
    const data = doubles(1, 2, 3, 4, NaN, 6);
    const c = await parseFile(npy(npyHeader("<f8", "2, 3"), data));
    expect(list(c.values)).toEqual([1, 2, 3, 4, 0, 6]);
    expect(list(c.known)).toEqual([1, 1, 1, 1, 0, 1]);
    const fortran = await parseFile(npy(npyHeader("<f8", "2, 3", "True"), data));
    expect(list(fortran.values)).toEqual([1, 3, 0, 2, 4, 6]);
  });

  it("reads shapes as Python 2 wrote them", async () => {
    const { rows, cols } = await parseFile(npy(npyHeader("<f8", "2L, 3L"), doubles(1, 2, 3, 4, 5, 6)));
    expect([rows, cols]).toEqual([2, 3]);
  });

  it.each([1, 2, 3])("reads version %i", async (version) => {
    const file = npy(npyHeader("|u1", "2, 2"), Uint8Array.of(1, 2, 3, 255), version);
    expect(list((await parseFile(file)).values)).toEqual([1, 2, 3, 255]);
  });

  it.each([
    ["<f4", new Uint8Array(Float32Array.of(1, -2, 0.5, 4).buffer), [1, -2, 0.5, 4]],
    [">i2", Uint8Array.of(0, 1, 255, 254, 0, 3, 1, 0), [1, -2, 3, 256]],
    ["<i8", new Uint8Array(BigInt64Array.of(1n, -2n, 3n, 4n).buffer), [1, -2, 3, 4]],
    ["<u4", new Uint8Array(Uint32Array.of(1, 2, 3, 4_000_000_000).buffer), [1, 2, 3, 4e9]],
    ["|b1", Uint8Array.of(1, 0, 0, 1), [1, 0, 0, 1]],
  ])("reads %s", async (descr, data, values) => {
    expect(list((await parseFile(npy(npyHeader(descr, "2, 2"), data))).values)).toEqual(values);
  });

  it.each([
    ["an absurd shape", npy(npyHeader("<f8", "1000000000, 1000000000"), doubles(1)), "too large"],
    ["a shape of 10²⁰", npy(npyHeader("<f8", "100000000000000000000, 2"), doubles(1)), "too large"],
    ["three dimensions", npy(npyHeader("<f8", "2, 2, 2"), doubles(1)), "3 dimensions"],
    ["complex numbers", npy(npyHeader("<c16", "2, 2"), doubles(1)), "type <c16"],
    [
      "objects",
      npy("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (2,2)}", doubles(1)),
      "header",
    ],
    ["a truncated file", npy(npyHeader("<f8", "2, 2"), doubles(1, 2, 3)), "ends at byte 152"],
    ["an infinite value", npy(npyHeader("<f8", "2, 2"), doubles(1, 2, Infinity, 3)), "Row 2, column 1"],
  ])("refuses %s", async (_name, file, reason) => {
    expect((await refusal(file)).message).toContain(reason);
  });
});

describe("Matrix Market", () => {
  it("reads coordinates; what is left out is zero", async () => {
    const { rows, cols, values, known } = await read(MARKET);
    expect([rows, cols, known]).toEqual([3, 4, undefined]);
    expect(list(values)).toEqual([2.5, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, -1]);
  });

  it("reads patterns, arrays by columns, and symmetric halves", async () => {
    const pattern = await read("%%MatrixMarket matrix coordinate pattern symmetric\n3 3 2\n2 1\n3 3\n");
    expect(list(pattern.values)).toEqual([0, 1, 0, 1, 0, 0, 0, 0, 1]);
    const array = await read("%%MatrixMarket matrix array integer general\n2 2\n1\n2\n3\n4\n");
    expect(list(array.values)).toEqual([1, 3, 2, 4]);
    const half = await read("%%MatrixMarket matrix array real symmetric\n2 2\n1\n2\n3\n");
    expect(list(half.values)).toEqual([1, 2, 2, 3]);
    const skew = await read("%%MatrixMarket matrix array real skew-symmetric\n3 3\n1\n2\n3\n");
    expect(list(skew.values)).toEqual([0, -1, -2, 1, 0, -3, 2, 3, 0]);
  });

  it.each([
    ["complex", MARKET.replace("real", "complex"), 1],
    ["an absurd size", MARKET.replace("3 4 3", "1000000000 1000000000 3"), 3],
    ["a place outside", MARKET.replace("3 4 -1", "4 4 -1"), 5],
    ["a word", MARKET.replace("2.5", "x"), 4],
    ["a place twice", MARKET.replace("2 2 7", "1 1 7"), 6],
    ["an entry too many", MARKET.replace("3 4 3", "3 4 2"), 6],
  ])("refuses %s by its row", async (_name, text, row) => {
    expect((await refusal(text)).message).toMatch(new RegExp(`^Row ${row}: `));
  });

  it("says how far a truncated file goes", async () => {
    expect((await refusal(MARKET.replace("2 2 7\n", ""))).message).toContain("after 2 of 3");
  });
});

describe("ratings", () => {
  it.each([
    ["u.data", RATINGS],
    ["ratings.dat", RATINGS.replaceAll("\t", "::")],
    ["ratings.csv", `userId,movieId,rating,timestamp\n${RATINGS.replaceAll("\t", ",")}`],
    ["blanks", RATINGS.replaceAll("\t", " ")],
    ["commas with blanks", RATINGS.replaceAll("\t", ", ")],
    ["an empty line before the header", `\nuserId,movieId,rating,at\n${RATINGS.replaceAll("\t", ",")}`],
    ["blanks around marks, with a header", `user ; item ; rating ; at\n${RATINGS.replaceAll("\t", " ; ")}`],
  ])("reads %s", async (_name, text) => {
    const matrix = await read(text);
    expect([matrix.format, matrix.rows, matrix.cols, matrix.known]).toEqual(["ratings", 6, 5, undefined]);
    expect(matrix.values[0]).toBe(1);
    expect(matrix.rowNames?.[0]).toBe("1");
  });

  it("reads ids as text, with and without a header, and numbers below the name of a rating", async () => {
    const lines = Array.from({ length: 30 }, (_, k) => `Ann ${k % 6},b${Math.floor(k / 6)},${1 + (k % 5)}`);
    for (const header of ["", "reader,book,grade\n"]) {
      const matrix = await read(`${header}${lines.join("\n")}`);
      expect([matrix.format, matrix.rows, matrix.cols]).toEqual(["ratings", 6, 5]);
      expect([matrix.rowNames?.[0], matrix.colNames?.[4]]).toEqual(["Ann 0", "b4"]);
    }
    const numbers = RATINGS.replaceAll("\t", ",");
    expect((await read(`customer,product,rating,at\n${numbers}`)).format).toBe("ratings");
    // The columns may be values: age, height, class; or places on a grid.
    expect((await read(numbers.replaceAll(/^\d+/gm, "$&.5"))).format).toBe("csv");
    expect((await read(`age,height,class,at\n${numbers}`)).format).toBe("csv");
  });

  it("says what a list of ratings with few lines needs", async () => {
    expect((await refusal("ann,b1,4\nbob,b1,2\nann,b2,5\n")).message).toContain(
      "begin it with the line “user,item,rating”",
    );
  });

  it("puts the busiest first, and what nobody rated is missing", async () => {
    const matrix = await read("user,item,rating\na,x,1\nb,y,2\nb,x,3\nb,z,4\nc,x,5\n");
    expect(matrix.rowNames).toEqual(["b", "a", "c"]);
    expect(matrix.colNames).toEqual(["x", "y", "z"]);
    expect(list(matrix.values)).toEqual([3, 2, 4, 1, 0, 0, 5, 0, 0]);
    expect(list(matrix.known)).toEqual([1, 1, 1, 1, 0, 0, 1, 0, 0]);
  });

  it("takes the last of several ratings of one item by one user, and says so", async () => {
    const matrix = await read("user,item,rating\na,x,1\nb,y,2\na,x,5\na,y,3\na,x,4\nb,x,1\n");
    expect(list(matrix.values)).toEqual([4, 3, 1, 2]);
    expect(matrix.remarks.join(" ")).toContain(
      "2 ratings left out, because a later one has the same user and item.",
    );
    const once = await read("user,item,rating\na,x,1\nb,y,2\na,y,3\nb,x,1\n");
    expect(once.remarks.join(" ")).not.toContain("left out");
  });

  it("lists the cells of more items than a dense matrix may have", async () => {
    const lines = Array.from({ length: 5000 }, (_, k) => `${k % 10},${k},${k % 5}`);
    const matrix = await read(`user,item,rating\n${lines.join("\n")}`);
    expect([matrix.rows, matrix.cols, matrix.values.length]).toEqual([10, 5000, 0]);
    expect(matrix.remarks.join(" ")).toContain("5,000 items");
    const { starts, columns, values } = matrix.cells ?? {};
    expect([starts?.length, columns?.length, values?.length]).toEqual([11, 5000, 5000]);
    // The first item is rated by the first user only.
    expect([columns?.[0], values?.[0]]).toEqual([0, 0]);
  });

  it("does not take a table of three columns for ratings", async () => {
    expect((await read("1,2,3\n4,5,6\n7,8,9\n")).format).toBe("csv");
    const table = Array.from({ length: 30 }, (_, k) => `${k},${2 * k},${k * k}`).join("\n");
    expect((await read(table)).format).toBe("csv");
  });

  it("names the row of an invalid rating", async () => {
    expect((await refusal(`${RATINGS}\n7\t8\tgood\t1\n`)).message).toMatch(/^Row 31: /);
    expect((await refusal(`${RATINGS}\n7\t8\t\t1\n`)).message).toMatch(/^Row 31: /);
  });
});

describe("pictures", () => {
  it("reads PGM of 8 and 16 bits", async () => {
    const { rows, cols, values } = await parseFile(PGM);
    expect([rows, cols]).toEqual([2, 3]);
    expect(list(values)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    const deep = Uint8Array.of(...bytesOf("P5 2 2 65535\n"), 0, 0, 255, 255, 128, 0, 0, 1);
    expect((await parseFile(deep)).values[1]).toBe(1);
    expect((await refusal(PGM.subarray(0, 18))).message).toContain("18 bytes");
  });

  it.each([
    ["PNG", png(640, 480)],
    ["JPEG", jpeg(640, 480)],
    ["WebP", webp(640, 480)],
  ])("finds the size of a %s without decoding it", (kind, file) => {
    expect(imageSize(file)).toEqual({ kind, width: 640, height: 480 });
  });

  it("refuses absurd sizes before the decoder sees them", async () => {
    const decode = () => Promise.reject(new Error("must not be called"));
    for (const file of [
      png(100_000, 100_000),
      png(16_000, 16_000),
      webp(16_384, 16_384),
      png(0, 5),
      png(40_000, 2),
    ])
      await expect(parseFile(file, decode)).rejects.toThrow(/pixels/);
    expect((await refusal(png(10, 10).subarray(0, 20))).message).toContain("(byte 20)");
  });

  it("says that the decoder failed, or that there is none", async () => {
    const decode = () => Promise.reject(new Error("InvalidStateError"));
    await expect(parseFile(png(10, 10), decode)).rejects.toThrow(
      "The PNG picture of 10 × 10 pixels is damaged",
    );
    expect((await refusal(png(10, 10))).message).toContain("Convert the file to PGM");
  });

  it("takes luma, over white", () => {
    const rgba = Uint8Array.of(255, 0, 0, 255, 0, 0, 0, 0, 0, 255, 0, 255, 0, 0, 255, 255);
    const { values } = pictureOf({ width: 2, height: 2, rgba });
    expect(list(values)?.map((value) => Number(value.toFixed(3)))).toEqual([0.299, 1, 0.587, 0.114]);
  });
});

it("refuses a file of 1 GB by its size alone", () => {
  expect(() => checkFileSize(2 ** 30)).toThrow("1,024 MB; the limit is 200 MB");
});
