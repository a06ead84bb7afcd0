namespace Akka.Remote;

/// <summary>A point in time (UTC) by which something is due.</summary>
public class Deadline(DateTime when)
{
    public static Deadline Now => new(DateTime.UtcNow);

    public DateTime When { get; } = when;

    public bool IsOverdue => DateTime.UtcNow > When;

    public bool HasTimeLeft => DateTime.UtcNow < When;

    public TimeSpan TimeLeft => When - DateTime.UtcNow;

    public static Deadline operator +(Deadline deadline, TimeSpan duration) => new(deadline.When.Add(duration));

    public static Deadline operator +(Deadline deadline, TimeSpan? duration) => duration is { } d ? deadline + d : deadline;

    public override bool Equals(object? obj) => obj is Deadline other && other.When == When;

    public override int GetHashCode() => When.GetHashCode();
}
