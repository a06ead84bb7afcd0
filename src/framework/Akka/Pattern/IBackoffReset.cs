namespace Akka.Pattern;

/// <summary>When a backoff supervisor counts from zero again.</summary>
public interface IBackoffReset
{
}
