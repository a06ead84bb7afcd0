namespace Akka.Event;

using System.Text.RegularExpressions;

/// <summary>Drops what comes from a source that matches.</summary>
public sealed class RegexLogSourceFilter(Regex sourceRegex) : LogFilterBase
{
    /// <inheritdoc/>
    public override LogFilterType FilterType => LogFilterType.Source;

    /// <inheritdoc/>
    public override LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage = null) =>
        sourceRegex.IsMatch(content.LogSource) ? LogFilterDecision.Drop : LogFilterDecision.Keep;
}
