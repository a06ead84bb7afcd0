namespace Akka.Event;

using System.Text.RegularExpressions;

/// <summary>Collects filters. Rules written as plain text ignore case.</summary>
public sealed class LogFilterBuilder
{
    private readonly List<LogFilterBase> _filters = [];

    /// <summary>Drops what comes from exactly that source.</summary>
    public LogFilterBuilder ExcludeSourceExactly(string source, StringComparison comparison = StringComparison.OrdinalIgnoreCase) =>
        Add(new ExactMatchLogSourceFilter(source, comparison));

    /// <summary>Drops sources that start with the text.</summary>
    public LogFilterBuilder ExcludeSourceStartingWith(string sourceStart) => ExcludeSourceRegex(Plain("^" + Regex.Escape(sourceStart)));

    /// <summary>Drops sources that contain the text.</summary>
    public LogFilterBuilder ExcludeSourceContaining(string sourcePart) => ExcludeSourceRegex(Plain(Regex.Escape(sourcePart)));

    /// <summary>Drops sources that end with the text.</summary>
    public LogFilterBuilder ExcludeSourceEndingWith(string sourceEnd) => ExcludeSourceRegex(Plain(Regex.Escape(sourceEnd) + "$"));

    /// <summary>Drops sources that match.</summary>
    public LogFilterBuilder ExcludeSourceRegex(Regex regex) => Add(new RegexLogSourceFilter(regex));

    /// <summary>Drops events whose text contains the text.</summary>
    public LogFilterBuilder ExcludeMessageContaining(string messagePart) => ExcludeMessageRegex(Plain(Regex.Escape(messagePart)));

    /// <summary>Drops events whose text matches.</summary>
    public LogFilterBuilder ExcludeMessageRegex(Regex regex) => Add(new RegexLogMessageFilter(regex));

    /// <summary>Adds a filter.</summary>
    public LogFilterBuilder Add(LogFilterBase filter)
    {
        _filters.Add(filter);
        return this;
    }

    /// <summary>Adds filters.</summary>
    public LogFilterBuilder AddRange(IEnumerable<LogFilterBase> filter)
    {
        _filters.AddRange(filter);
        return this;
    }

    /// <summary>The setup with everything added so far.</summary>
    public LogFilterSetup Build() => new([.. _filters]);

    private static Regex Plain(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
