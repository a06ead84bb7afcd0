namespace Akka.Event;

/// <summary>Asks the filters, those of sources first, and makes the text of what is kept.</summary>
public class LogFilterEvaluator
{
    /// <summary>Keeps everything.</summary>
    public static readonly LogFilterEvaluator NoFilters = new([]);

    private readonly LogFilterBase[] _bySource;
    private readonly LogFilterBase[] _byContent;

    /// <summary>An evaluator of those filters.</summary>
    public LogFilterEvaluator(LogFilterBase[] filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        _bySource = [.. filters.Where(f => f.FilterType == LogFilterType.Source)];
        _byContent = [.. filters.Where(f => f.FilterType == LogFilterType.Content)];
    }

    /// <summary>Whether no filter needs the text.</summary>
    public bool EvaluatesLogSourcesOnly => _byContent.Length == 0;

    /// <summary>False if any filter drops the event; otherwise <paramref name="expandedLogMessage"/> is the whole line to write.</summary>
    public virtual bool ShouldTryKeepMessage(LogEvent evt, out string expandedLogMessage)
    {
        expandedLogMessage = "";
        foreach (var filter in _bySource)
        {
            if (filter.ShouldKeepMessage(evt) == LogFilterDecision.Drop)
                return false;
        }

        if (_byContent.Length > 0)
        {
            var text = evt.Message.ToString();
            foreach (var filter in _byContent)
            {
                if (filter.ShouldKeepMessage(evt, text) == LogFilterDecision.Drop)
                    return false;
            }
        }

        expandedLogMessage = evt.ToString();
        return true;
    }
}
