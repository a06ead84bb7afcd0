# Prints a plain YAML file as lines of PATH=VALUE, a path's steps joined by dots and list items counted from 0.
# It knows block maps, block lists, lists in brackets, and scalars that are plain or in one kind of quotes without escapes; anything else
# ends it with the line's number. A test holds what it prints for docker-compose.yml against a YAML library.
function fail(why) { printf "read-compose.awk: line %d: %s\n", NR, why > "/dev/stderr"; failed = 1; exit 2 }
function scalar(text, quote) {
    quote = substr(text, 1, 1)
    if (quote == "\"" || quote == "'") {
        if (length(text) < 2 || substr(text, length(text)) != quote || index(substr(text, 2, length(text) - 2), quote) || (quote == "\"" && index(text, "\\")))
            fail("quotes that I can't read: " text)
        return substr(text, 2, length(text) - 2)
    }
    if (text ~ /^[&*|>!%@{`]/ || text ~ /^<</ || text ~ /: / || text ~ /:$/ || text ~ / #/) fail("not a plain scalar: " text)
    return text
}
function emit(path, text,    count, items, i) {
    if (text == "{}") return
    if (text !~ /^\[/) { print path "=" scalar(text); return }
    if (text !~ /\]$/) fail("a list in brackets must end on its line")
    count = split(substr(text, 2, length(text) - 2), items, /, */)
    for (i = 1; i <= count; i++) print path "." (i - 1) "=" scalar(items[i])
}
# Takes back every step that stands at this column or to the right of it; returns the path of what remains.
function up_to(column) {
    while (depth > 0 && columns[depth] >= column) depth--
    return depth > 0 ? paths[depth] "." : ""
}
function take(column, text,    parent, cut, key, item) {
    if (text ~ /^- /) {
        parent = up_to(column)
        # A list may stand at its key's own column; a new item is a step of its own, one column before its text.
        item = parent (items_of[parent]++)
        depth++; columns[depth] = column; paths[depth] = item
        text = substr(text, 3)
        if (text ~ /^[A-Za-z_][A-Za-z0-9_]*:( |$)/) take(column + 2, text)
        else emit(item, text)
        return
    }
    if (!match(text, /^[A-Za-z_][A-Za-z0-9_-]*:/)) fail("neither a key nor an item: " text)
    key = substr(text, 1, RLENGTH - 1)
    text = substr(text, RLENGTH + 1)
    sub(/^ +/, "", text)
    parent = up_to(column)
    if (seen[parent key]++) fail("the key " parent key " is there twice")
    if (text == "") { depth++; columns[depth] = column; paths[depth] = parent key }
    else emit(parent key, text)
}
/\t/ { fail("a tab") }
/^ *(#|$)/ { next }
{ match($0, /^ */); sub(/ +$/, ""); take(RLENGTH, substr($0, RLENGTH + 1)) }
END { if (failed) exit 2 }
