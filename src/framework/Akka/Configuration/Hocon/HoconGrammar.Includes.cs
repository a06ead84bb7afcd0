namespace Akka.Configuration.Hocon;

internal sealed partial class HoconGrammar
{
    private HoconObject? Included(int depth)
    {
        var start = _reader.Offset;
        if (!_reader.At("include"))
            return null;
        _reader.Skip("include".Length);
        var spaces = _reader.TakeSpaces();
        if (_reader.At("file(") || _reader.At("url(") || _reader.At("classpath(") || _reader.At("required("))
            throw _reader.Expected("a quoted name after 'include': there are no other forms");
        if (!_reader.At("\"") || spaces.Length == 0)
        {
            _reader.Back(start);
            return null;
        }

        var name = _reader.TakeQuoted();
        if (include is null)
            throw _reader.Refused(start, $"include \"{HoconText.Shorten(name)}\" needs an include callback, and none was given.");
        ConfigurationException Refused(string why) => _reader.Refused(start, $"include \"{HoconText.Shorten(name)}\": {why}");
        var document = HoconIncludes.Ask(include, name, Refused) ?? throw Refused("the callback gave nothing.");
        if (document.Value.IsEmpty)
            return new HoconObject();
        var included = document.Value.GetObject() ?? throw Refused("what the callback gave is not an object.");
        return HoconIncludes.Copy(included, depth, found => Rebased(found, start), () => Refused($"nested deeper than {MaxDepth} levels."));
    }

    /// <summary>
    /// Within an array no path leads to what is included, so what its substitutions mean was settled in its own document; the same goes for those
    /// that no text had.
    /// </summary>
    private HoconSubstitution Rebased(HoconSubstitution included, int offset) =>
        _arrays > 0 || included.Keys.Count == 0 ? included : Substitution([.. _at, .. included.Keys], offset);
}
