namespace Akka.Event;

/// <summary>Turns a template and its arguments into text. It is called by loggers, so it may run on any thread.</summary>
public interface ILogMessageFormatter
{
    /// <summary>The text of <paramref name="format"/> with <paramref name="args"/> filled in.</summary>
    string Format(string format, params object[] args);

    /// <summary>The text of <paramref name="format"/> with <paramref name="args"/> filled in.</summary>
    string Format(string format, IEnumerable<object> args);
}
