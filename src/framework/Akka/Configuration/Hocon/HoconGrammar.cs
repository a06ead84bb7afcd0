namespace Akka.Configuration.Hocon;

/// <summary>Reads one document: fields, values and what they are made of.</summary>
internal sealed partial class HoconGrammar(string text, Func<string, HoconRoot>? include)
{
    /// <summary>Objects and arrays in each other, dotted keys counted: far beyond any real file, far below what the stack holds.</summary>
    public const int MaxDepth = 256;

    private const string Value = "a value (text that has any of $ \" { } [ ] : = , # ` ^ ? ! @ * & \\ must be quoted)";

    private readonly HoconReader _reader = new(text);
    private readonly List<HoconSubstitution> _substitutions = [];

    /// <summary>The keys that lead to the fields being read.</summary>
    private readonly List<string> _at = [];
    private int _arrays;

    public HoconRoot Document() => HoconIncludes.Within(ReadDocument);

    private HoconRoot ReadDocument()
    {
        var root = new HoconValue();
        _reader.SkipBlank();
        if (!_reader.AtEnd)
        {
            var fields = new HoconObject();
            root.NewValue(fields);
            if (_reader.At("{"))
            {
                ObjectBody(fields, 1);
                _reader.SkipBlank();
                if (!_reader.AtEnd)
                    throw _reader.Expected("the end of the text after the root object");
            }
            else if (_reader.At("["))
            {
                throw _reader.Expected("a key or '{': a document is an object");
            }
            else
            {
                Fields(fields, 1, opened: -1);
            }
        }

        HoconResolver.Resolve(root, _substitutions, _reader, text.Length);
        return new HoconRoot(root, _substitutions);
    }

    private void ObjectBody(HoconObject fields, int depth)
    {
        var opened = _reader.Offset;
        if (depth > MaxDepth)
            throw _reader.Refused(opened, $"nested deeper than {MaxDepth} levels.");
        _reader.Skip();
        Fields(fields, depth, opened);
    }

    /// <param name="fields">Where they go.</param>
    /// <param name="depth">How many levels lead to them.</param>
    /// <param name="opened">Where the brace stands that opened the object; -1 for a root without braces.</param>
    private void Fields(HoconObject fields, int depth, int opened)
    {
        _reader.SkipBlank();
        while (true)
        {
            if (_reader.AtEnd)
            {
                if (opened < 0)
                    return;
                throw _reader.Expected("'}' to close an object");
            }

            if (opened >= 0 && _reader.At("}"))
            {
                _reader.Skip();
                return;
            }

            var selfDelimited = Field(fields, depth);
            var separated = _reader.SkipBlank() || selfDelimited;
            if (_reader.At(","))
            {
                _reader.Skip();
                _reader.SkipBlank();
            }
            else if (!separated && !_reader.AtEnd && !_reader.At("}"))
            {
                throw _reader.Expected("a new line, ',' or '}' after a value (text that has ':' or '=' in it must be quoted)");
            }
        }
    }

    /// <returns>True if the field ended in a bracket, so that the next may follow on the same line.</returns>
    private bool Field(HoconObject fields, int depth)
    {
        if (Included(depth) is { } included)
        {
            fields.Lay(included);
            return false;
        }

        var start = _reader.Offset;
        var path = Path("a key");
        if (depth + path.Count > MaxDepth)
            throw _reader.Refused(start, $"nested deeper than {MaxDepth} levels.");

        var owner = fields;
        for (var i = 0; i < path.Count - 1; i++)
            owner = owner.GetOrCreateKey(path[i]).ObjectToOverride();
        _reader.SkipBlank();
        if (_reader.At("+="))
            throw _reader.Refused(_reader.Offset, "'+=' is not supported: write the whole list.");
        if (_reader.At("=") || _reader.At(":"))
        {
            _reader.Skip();
            _reader.SkipBlank();
        }
        else if (!_reader.At("{"))
        {
            throw _reader.Expected($"'=', ':' or '{{' after the key '{HoconText.Shorten(path[^1])}'");
        }

        _at.AddRange(path);
        var value = ReadValue(depth + path.Count - 1, out var selfDelimited);
        _at.RemoveRange(_at.Count - path.Count, path.Count);
        var target = owner.GetOrCreateKey(path[^1]);
        if (value.OnlyObject is { } above && target.Values.Count > 0)
        {
            target.ObjectToOverride().Lay(above);
        }
        else
        {
            target.Clear();
            target.Values.AddRange(value.Values);
        }

        return selfDelimited;
    }

    private List<string> Path(string what)
    {
        var path = new List<string>();
        while (true)
        {
            _reader.TakeSpaces();
            if (_reader.At("\""))
            {
                path.Add(_reader.TakeQuoted());
                _reader.TakeSpaces();
            }
            else
            {
                var key = _reader.TakeUnquotedKey();
                if (key.Length == 0)
                    throw _reader.Expected(path.Count == 0 ? what : what + " after '.'");
                path.Add(key);
            }

            if (!_reader.At("."))
                return path;
            _reader.Skip();
        }
    }

    private HoconValue ReadValue(int depth, out bool selfDelimited)
    {
        var start = _reader.Offset;
        var pieces = new HoconPieces();
        selfDelimited = false;
        while (true)
        {
            var spaces = _reader.TakeSpaces();
            if (_reader.AtEnd || _reader.AtNewLine || _reader.AtComment || _reader.At(",") || _reader.At("}") || _reader.At("]"))
                break;
            // After a bracket only what can be joined to it goes on with this value; anything else is the next field.
            if (selfDelimited && !_reader.At("{") && !_reader.At("[") && !_reader.At("$"))
                break;

            Piece(pieces, spaces, depth, ref selfDelimited);
        }

        if (pieces.IsEmpty)
            throw _reader.Expected(Value);
        if (pieces.IsMixed)
            throw _reader.Refused(start, "text, arrays and objects can't be joined to each other.");
        return pieces.ToValue();
    }

    private void Piece(HoconPieces pieces, string spaces, int depth, ref bool selfDelimited)
    {
        var here = _reader.Here;
        selfDelimited = here is '{' or '[';
        switch (here)
        {
            case '{':
                var fields = new HoconObject();
                ObjectBody(fields, depth + 1);
                pieces.Add(fields);
                break;
            case '[':
                pieces.Add(Array(depth + 1));
                break;
            case '"':
                pieces.AddText(spaces, _reader.TakeQuoted(), quoted: true);
                break;
            case '$':
                pieces.Add(spaces, Substitution());
                break;
            default:
                var unquoted = _reader.TakeUnquoted();
                if (unquoted.Length == 0)
                    throw _reader.Expected(Value);
                pieces.AddText(spaces, unquoted, quoted: false);
                break;
        }
    }

    private HoconArray Array(int depth)
    {
        if (depth > MaxDepth)
            throw _reader.Refused(_reader.Offset, $"nested deeper than {MaxDepth} levels.");
        _reader.Skip();
        _reader.SkipBlank();
        _arrays++;
        var elements = new HoconArray();
        while (!_reader.At("]"))
        {
            if (_reader.AtEnd)
                throw _reader.Expected("']' to close an array");
            elements.Add(ReadValue(depth, out var selfDelimited));
            var separated = _reader.SkipBlank() || selfDelimited;
            if (_reader.At(","))
            {
                _reader.Skip();
                _reader.SkipBlank();
            }
            else if (!separated && !_reader.At("]"))
            {
                throw _reader.Expected("a new line, ',' or ']' after an element (text that has ':' or '=' in it must be quoted)");
            }
        }

        _arrays--;
        _reader.Skip();
        return elements;
    }

    private HoconSubstitution Substitution()
    {
        var start = _reader.Offset;
        if (!_reader.At("${"))
            throw _reader.Refused(start, "expected '${path}' ('$' in a text must be quoted).");
        _reader.Skip(2);
        if (_reader.At("?"))
            throw _reader.Refused(start, "the optional substitution '${?path}' is not supported.");

        var path = Path("a path");
        if (!_reader.At("}"))
            throw _reader.Expected("'}' to close a substitution");
        _reader.Skip();
        return Substitution(path, start);
    }

    private HoconSubstitution Substitution(List<string> path, int offset)
    {
        var spelled = string.Join('.', path.Select(key => key.Contains('.') || key.Contains('"') || key.Length == 0 ? $"\"{key.Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : key));
        var substitution = new HoconSubstitution(spelled) { Offset = offset, Keys = path };
        _substitutions.Add(substitution);
        return substitution;
    }
}
