namespace Akka.Actor;

using System.Diagnostics.CodeAnalysis;

public abstract partial class ActorPath
{
    /// <summary>Reads <c>akka://system/user/a#7</c> or <c>akka.tcp://system@host:port/user/a</c>.</summary>
    /// <exception cref="UriFormatException">The text is no actor path.</exception>
    public static ActorPath Parse(string path) =>
        TryParse(path, out var actorPath) ? actorPath : throw new UriFormatException($"Can not parse an ActorPath: {path}");

    public static bool TryParse(string path, [NotNullWhen(true)] out ActorPath? actorPath)
    {
        if (path is not null && TryParseAddress(path, out var address, out var rest))
        {
            return TryParse(new RootActorPath(address), rest, out actorPath);
        }

        actorPath = null;
        return false;
    }

    /// <summary>Reads names separated by slashes below <paramref name="basePath"/>; <c>..</c> goes up.</summary>
    public static bool TryParse(ActorPath? basePath, string absoluteUri, [NotNullWhen(true)] out ActorPath? actorPath) =>
        TryParse(basePath, absoluteUri.AsSpan(), out actorPath);

    public static bool TryParse(ActorPath? basePath, ReadOnlySpan<char> absoluteUri, [NotNullWhen(true)] out ActorPath? actorPath)
    {
        actorPath = basePath;
        if (basePath is null)
        {
            return false;
        }

        if (absoluteUri.Length > 0 && absoluteUri[0] == '/')
        {
            absoluteUri = absoluteUri[1..];
        }

        while (!absoluteUri.IsEmpty)
        {
            var slash = absoluteUri.IndexOf('/');
            var element = slash < 0 ? absoluteUri : absoluteUri[..slash];
            absoluteUri = slash < 0 ? [] : absoluteUri[(slash + 1)..];
            if (element.SequenceEqual(".."))
            {
                actorPath = actorPath!.Parent;
            }
            else if (!element.IsEmpty)
            {
                actorPath = actorPath!.Child(element.ToString());
            }
        }

        return actorPath is not null;
    }

    public static bool TryParseAddress(string path, [NotNullWhen(true)] out Address? address) => TryParseAddress(path, out address, out _);

    public static bool TryParseAddress(string path, [NotNullWhen(true)] out Address? address, out ReadOnlySpan<char> absoluteUri) =>
        Address.TryParse(path.AsSpan(), out address, out absoluteUri);

    /// <summary>Whether the text may be the name of an actor that a user creates. Names that begin with <c>$</c> are the system's own.</summary>
    public static bool IsValidPathElement(string s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$')
        {
            return false;
        }

        for (var i = 0; i < s.Length; i++)
        {
            var c = s[i];
            if (char.IsAsciiLetterOrDigit(c) || ValidSymbols.Contains(c, StringComparison.Ordinal))
            {
                continue;
            }

            if (c != '%' || i + 2 >= s.Length || !char.IsAsciiHexDigit(s[i + 1]) || !char.IsAsciiHexDigit(s[i + 2]))
            {
                return false;
            }

            i += 2;
        }

        return true;
    }
}
