# %% labelled_sentiment
def read_labelled():
    """The names of the classes, and the texts with their classes as numbers."""
    return ["negative", "positive"], read_sentences(domain)


# %% labelled_file
def read_own():
    """The texts and labels of a file: JSONL, or a table whose first line names the columns text and label."""
    data = Path(own_file).read_bytes()
    content = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    if content.lstrip().startswith("{"):
        records = [json.loads(line) for line in content.split("\n") if line.strip()]
        name = lambda label: label if isinstance(label, str) else json.dumps(label)
        return [(record["text"], name(record["label"]).strip()) for record in records]
    first = content.split("\n", 1)[0]
    delimiter = next((one for one in ",;\t" if one in first), ",")
    table = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
    header, *rows = [row for row in table if "".join(row).strip()]
    names = [cell.strip().lower() for cell in header]
    text, label = names.index("text"), names.index("label")
    return [(row[text], row[label].strip()) for row in rows]


def read_labelled():
    """The names of the classes, and the texts with their classes as numbers."""
    known = read_own()
    names = sorted({label for _, label in known}, key=lambda name: name.encode("utf-16-be"))
    return names, [(text, names.index(label)) for text, label in known]
