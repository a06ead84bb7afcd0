namespace Akka.Pattern;

using Akka.Actor;

/// <summary>Supervisors that start their child again after waits that double from a minimum to a maximum, with a part by chance.</summary>
public static class Backoff
{
    /// <summary>Starts the child again when it fails in a way that would restart it. A child that stops by itself takes its supervisor along.</summary>
    public static BackoffOptions OnFailure(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        Make(true, childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries);

    /// <summary>The same without a limit of restarts.</summary>
    public static BackoffOptions OnFailure(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        Make(true, childProps, childName, minBackoff, maxBackoff, randomFactor, -1);

    /// <summary>Starts the child again whenever it has stopped, for whatever reason.</summary>
    public static BackoffOptions OnStop(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        Make(false, childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries);

    /// <summary>The same without a limit of restarts.</summary>
    public static BackoffOptions OnStop(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        Make(false, childProps, childName, minBackoff, maxBackoff, randomFactor, -1);

    private static BackoffOptions Make(bool onFailure, Props props, string name, TimeSpan min, TimeSpan max, double randomFactor, int retries) =>
        new BackoffOptionsImpl(new BackoffSettings(onFailure, props, name, min, max, randomFactor)).WithMaxNrOfRetries(retries);
}
