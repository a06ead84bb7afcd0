namespace Akka.Configuration.Hocon;

/// <summary>How documents stand in others: a copy whose substitutions look for their values in the including document, below the place of the include.</summary>
internal static class HoconIncludes
{
    /// <summary>Documents in each other.</summary>
    public const int MaxDepth = 32;

    /// <summary>Documents that one document includes, all told: two includes in each of a few levels are millions.</summary>
    public const int MaxCount = 10_000;

    [ThreadStatic]
    private static int _documents;

    [ThreadStatic]
    private static int _count;

    /// <summary>Reads a document, in another if this thread is reading one.</summary>
    public static HoconRoot Within(Func<HoconRoot> read)
    {
        _count = _documents == 0 ? 0 : _count;
        _documents++;
        try
        {
            return read();
        }
        finally
        {
            _documents--;
        }
    }

    /// <summary>Asks the callback for a document.</summary>
    /// <param name="callback">Whose answer it is; usually it parses a text, which may include others.</param>
    /// <param name="name">The name after <c>include</c>.</param>
    /// <param name="refused">The error for a reason.</param>
    /// <exception cref="ConfigurationException">There are too many, or they include each other.</exception>
    public static HoconRoot? Ask(Func<string, HoconRoot> callback, string name, Func<string, ConfigurationException> refused)
    {
        if (_documents > MaxDepth)
            throw refused($"documents include each other deeper than {MaxDepth} levels, or in a circle.");
        return ++_count <= MaxCount ? callback(name) : throw refused($"more than {MaxCount} documents are included in one.");
    }

    /// <summary>A copy of an included object that shares nothing that can change.</summary>
    /// <param name="included">What the callback gave; whoever has it, keeps it.</param>
    /// <param name="depth">How many levels lead to it.</param>
    /// <param name="rebase">What stands in for a substitution of the included document.</param>
    /// <param name="tooDeep">The error for what is nested too deep.</param>
    public static HoconObject Copy(HoconObject included, int depth, Func<HoconSubstitution, HoconSubstitution> rebase, Func<ConfigurationException> tooDeep)
    {
        if (depth > HoconGrammar.MaxDepth)
            throw tooDeep();
        var copy = new HoconObject();
        foreach (var (key, value) in included.Items)
            copy.Items.Add(key, Copy(value, depth + 1, rebase, tooDeep));
        return copy;
    }

    private static HoconValue Copy(HoconValue value, int depth, Func<HoconSubstitution, HoconSubstitution> rebase, Func<ConfigurationException> tooDeep)
    {
        if (depth > HoconGrammar.MaxDepth)
            throw tooDeep();
        return new HoconValue([.. value.Values.Select(piece => piece switch
        {
            HoconObject fields => Copy(fields, depth, rebase, tooDeep),
            HoconArray array => Copy(array, depth, rebase, tooDeep),
            HoconSubstitution substitution => rebase(substitution),
            _ => piece,
        })]);
    }

    private static HoconArray Copy(HoconArray array, int depth, Func<HoconSubstitution, HoconSubstitution> rebase, Func<ConfigurationException> tooDeep)
    {
        var copy = new HoconArray();
        copy.AddRange(array.Select(element => Copy(element, depth + 1, rebase, tooDeep)));
        return copy;
    }
}
