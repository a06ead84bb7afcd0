namespace Akka.Actor;

/// <summary>Several errors as an answer.</summary>
public class Failures
{
    /// <summary>No errors yet.</summary>
    public Failures() => Entries = [];

    /// <summary>The errors.</summary>
    public List<Failure> Entries { get; }
}
