namespace Akka.Event;

using System.Text.RegularExpressions;

/// <summary>Drops events whose text matches.</summary>
public sealed class RegexLogMessageFilter(Regex messageRegex) : LogFilterBase
{
    /// <inheritdoc/>
    public override LogFilterType FilterType => LogFilterType.Content;

    /// <inheritdoc/>
    public override LogFilterDecision ShouldKeepMessage(LogEvent content, string? expandedMessage = null) =>
        messageRegex.IsMatch(expandedMessage ?? content.Message.ToString() ?? "") ? LogFilterDecision.Drop : LogFilterDecision.Keep;
}
