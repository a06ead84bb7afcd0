namespace Akka.P2P.Pbm.CommandLine;

using System.Globalization;
using System.Net;

/// <summary>Where a host listens: <c>HOST:PORT</c>, an IPv6 address in brackets.</summary>
internal sealed record HostAddress(string Host, int Port)
{
    public static HostAddress Default { get; } = new("127.0.0.1", 9110);

    public static bool TryParse(string text, out HostAddress address)
    {
        address = Default;
        var cut = text.LastIndexOf(':');
        if (cut < 1 || !int.TryParse(text.AsSpan(cut + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
            return false;

        var host = text[..cut];
        if (host.StartsWith('[') && host.EndsWith(']') && IPAddress.TryParse(host[1..^1], out _))
            host = host[1..^1];
        else if (Uri.CheckHostName(host) is not (UriHostNameType.Dns or UriHostNameType.IPv4))
            return false;
        address = new HostAddress(host, port);
        return true;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");
}
