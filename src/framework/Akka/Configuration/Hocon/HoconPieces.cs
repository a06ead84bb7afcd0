namespace Akka.Configuration.Hocon;

using System.Text;

/// <summary>The pieces of one value while it is read: text that touches becomes one literal.</summary>
internal sealed class HoconPieces
{
    private readonly List<IHoconElement> _pieces = [];
    private readonly StringBuilder _text = new();
    private bool _hasText;
    private bool _isNull;

    public bool IsEmpty => _pieces.Count == 0 && !_hasText;

    /// <summary>True when what stands beside each other can never be joined. What a substitution stands for is not known yet.</summary>
    public bool IsMixed
    {
        get
        {
            var kinds = (_hasText || _pieces.Exists(piece => piece is HoconLiteral { IsSeparator: false }) ? 1 : 0)
                + (_pieces.Exists(piece => piece is HoconArray) ? 1 : 0)
                + (_pieces.Exists(piece => piece is HoconObject) ? 1 : 0);
            return kinds > 1;
        }
    }

    public void Add(HoconArray array)
    {
        Flush();
        _pieces.Add(array);
    }

    public void Add(HoconObject fields)
    {
        Flush();
        if (_pieces.Count > 0 && _pieces[^1] is HoconObject last)
            last.Lay(fields);
        else
            _pieces.Add(fields);
    }

    public void Add(string spaces, HoconSubstitution substitution)
    {
        if (_hasText)
        {
            _text.Append(spaces);
            _isNull = false;
            Flush();
        }
        else if (spaces.Length > 0 && _pieces.Count > 0)
        {
            _pieces.Add(new HoconLiteral { Value = spaces, IsSeparator = true });
        }

        _pieces.Add(substitution);
    }

    public void AddText(string spaces, string text, bool quoted)
    {
        _isNull = IsEmpty && !quoted && text == "null";
        if (!IsEmpty)
            _text.Append(spaces);
        _text.Append(text);
        _hasText = true;
    }

    public HoconValue ToValue()
    {
        Flush();
        return new HoconValue(_pieces);
    }

    private void Flush()
    {
        if (!_hasText)
            return;
        _pieces.Add(new HoconLiteral { Value = _isNull && _pieces.Count == 0 ? null : _text.ToString() });
        _text.Clear();
        _hasText = false;
    }
}
