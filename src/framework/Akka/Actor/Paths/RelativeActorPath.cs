namespace Akka.Actor;

/// <summary>Recognises a path without an address.</summary>
public static class RelativeActorPath
{
    /// <summary>The elements of <c>../a/b</c> or <c>/user/a</c>; <c>null</c> when the text has an address or is no path.</summary>
    public static IEnumerable<string>? Unapply(string address) =>
        Uri.TryCreate(address, UriKind.Relative, out _) ? address.Split('/') : null;
}
