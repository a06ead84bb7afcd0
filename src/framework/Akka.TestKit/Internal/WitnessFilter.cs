namespace Akka.TestKit.Internal;

using Akka.Event;

/// <summary>Picks out nothing and remembers the last events that passed, so that a failure can say what came instead.</summary>
internal sealed class WitnessFilter() : EventFilterBase(null, null)
{
    private const int Kept = 20;
    private readonly Queue<LogEvent> _passed = new();

    protected override string FilterDescriptiveName => "Witness";

    public string Report()
    {
        lock (_passed)
        {
            return _passed.Count == 0 ? "Nothing else was logged." : "Other events: " + string.Join("; ", _passed.Select(Line));
        }
    }

    protected override bool IsMatch(LogEvent evt)
    {
        lock (_passed)
        {
            _passed.Enqueue(evt);
            if (_passed.Count > Kept)
            {
                _passed.Dequeue();
            }
        }

        return false;
    }

    private static string Line(LogEvent evt) => $"{evt.GetType().Name} [{evt.LogSource}] {evt.Message}{(evt.Cause is null ? null : $" ({evt.Cause.GetType()})")}";
}
