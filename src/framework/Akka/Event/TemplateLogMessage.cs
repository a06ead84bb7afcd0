namespace Akka.Event;

/// <summary>The message that every logging call with arguments makes.</summary>
internal sealed class TemplateLogMessage(ILogMessageFormatter formatter, string format, object?[] args) : LogMessage(formatter, format)
{
    public override IEnumerable<object> Parameters() => args!;

    public override string Unformatted() => $"{Format} [{string.Join(", ", args)}]";

    /// <summary>
    /// The formatted text. A template that doesn't fit its arguments gives a text that shows both:
    /// a bad log line must not cost the logger its life, nor the line.
    /// </summary>
    public override string ToString()
    {
        try
        {
            return Formatter.Format(Format, args!);
        }
        catch (FormatException e)
        {
            return $"{Unformatted()} (template does not fit its arguments: {e.Message})";
        }
    }
}
