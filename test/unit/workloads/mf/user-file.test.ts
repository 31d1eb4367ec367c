/** Two files, one to train on and one to test on. */
import { expect, it } from "vitest";
import { readUserFile, withTest } from "../../../../src/workloads/mf/user-file.ts";
import { bytesOf } from "./data/files/samples.ts";

const fileOf = (name: string, text: string) => readUserFile(name, bytesOf(text));

it("matches rows and columns by name, and refuses a name that occurs twice", async () => {
  const train = await fileOf("a.csv", ",x,y\nann,1,2\nbob,3,4\n");
  const test = await fileOf("b.csv", ",y,z\nbob,5,6\neve,7,8\n");
  const both = withTest(train, test);
  expect([both.matrix.rowNames, both.matrix.colNames]).toEqual([
    ["ann", "bob", "eve"],
    ["x", "y", "z"],
  ]);
  expect(Array.from(both.test?.values ?? [])).toEqual([5, 6, 7, 8]);
  const twice = await fileOf("c.csv", ",y,z\nbob,5,6\nbob,7,8\n");
  expect(() => withTest(train, twice)).toThrow("c.csv has the name “bob” twice");
});
