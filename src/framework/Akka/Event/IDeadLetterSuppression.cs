namespace Akka.Event;

/// <summary>A message whose loss is expected: undelivered, it becomes a <see cref="SuppressedDeadLetter"/> and is not logged.</summary>
public interface IDeadLetterSuppression
{
}
