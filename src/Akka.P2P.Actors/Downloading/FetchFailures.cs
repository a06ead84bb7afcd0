namespace Akka.P2P.Actors.Downloading;

using Akka.Actor;

/// <summary>The source did not answer in time, or its connection broke. A new start may help.</summary>
public sealed class SeederTimedOutException(string message) : Exception(message);

/// <summary>The source sent what no honest one sends: no start will help.</summary>
public sealed class SeederLyingException(string message) : Exception(message);

/// <summary>The source does not serve this torrent, or not us. Another time, maybe.</summary>
public sealed class SeederRefusedException(string message) : Exception(message);

/// <summary>What a fetcher's failure means for the fetcher. A table, so that it can be tested as one.</summary>
internal static class FetchFailures
{
    public static Directive Decide(Exception failure) => failure switch
    {
        SeederTimedOutException => Directive.Restart,
        SeederLyingException => Directive.Stop,
        SeederRefusedException => Directive.Stop,
        _ => Directive.Escalate, // our own disk or our own bug: no seeder's fault
    };
}
