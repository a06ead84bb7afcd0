namespace Akka.P2P.Core.Identity;

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

/// <summary>
/// Where a node can be reached: a DNS name, an IPv4 or an IPv6 address, and a TCP port. Names are held in lower case, IPv6
/// addresses in their shortest form and without brackets; the text form puts the brackets back.
/// </summary>
public sealed record PeerAddress
{
    /// <exception cref="ArgumentException">The host is no name or address, or the port is not in 1…65535.</exception>
    public PeerAddress(string host, int port)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (!TryNormalise(host, out var normal))
            throw new ArgumentException("That is not the name or the address of a host.", nameof(host));
        if (port is < 1 or > ushort.MaxValue)
            throw new ArgumentException($"A port is a number from 1 to 65535, not {port}.", nameof(port));
        Host = normal;
        Port = port;
    }

    public string Host { get; }

    public int Port { get; }

    /// <summary>Reads "host:port"; an IPv6 address stands in brackets: "[::1]:8888".</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out PeerAddress? address) =>
        TryParse(text, null, out address);

    /// <summary>As above; where there is a <paramref name="defaultPort"/>, the port may be left out.</summary>
    public static bool TryParse(
        [NotNullWhen(true)] string? text, int? defaultPort, [NotNullWhen(true)] out PeerAddress? address)
    {
        address = null;
        if (string.IsNullOrEmpty(text) || text.Length > 300)
            return false;

        string host;
        string? portText;
        var bracketed = text[0] == '[';
        if (bracketed)
        {
            var end = text.IndexOf(']', StringComparison.Ordinal);
            if (end < 0 || (end + 1 < text.Length && text[end + 1] != ':'))
                return false;
            host = text[1..end];
            portText = end + 1 < text.Length ? text[(end + 2)..] : null;
        }
        else
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            // Two colons and no bracket: an IPv6 address whose port could not be told from its last group.
            if (colon != text.LastIndexOf(':'))
                return false;
            host = colon < 0 ? text : text[..colon];
            portText = colon < 0 ? null : text[(colon + 1)..];
        }

        var port = defaultPort ?? 0;
        if (portText is not null && !int.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out port))
            return false;
        if (port is < 1 or > ushort.MaxValue || !TryNormalise(host, out var normal) || normal.Contains(':') != bracketed)
            return false;
        address = new PeerAddress(normal, port);
        return true;
    }

    /// <exception cref="FormatException">The text is not "host:port".</exception>
    public static PeerAddress Parse(string text) => TryParse(text, out var address)
        ? address
        : throw new FormatException("An address is written host:port, with an IPv6 address in brackets: [::1]:8888.");

    public void Deconstruct(out string host, out int port) => (host, port) = (Host, Port);

    public override string ToString() => Host.Contains(':')
        ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    private static bool TryNormalise(string host, [NotNullWhen(true)] out string? normal)
    {
        normal = null;
        if (host.Contains(':'))
        {
            // A zone ("%eth0") means something on this machine only, so an address with one is no use to others.
            if (host.Contains('%') || !IPAddress.TryParse(host, out var address)
                || address.AddressFamily != AddressFamily.InterNetworkV6 || host.Contains('['))
                return false;
            normal = address.ToString();
            return true;
        }

        if (host.Length is 0 or > 253)
            return false;
        var label = 0;
        var onlyNumbers = true;
        for (var i = 0; i < host.Length; i++)
        {
            var c = host[i];
            if (c == '.')
            {
                if (label == 0 || host[i - 1] == '-')
                    return false;
                label = 0;
                continue;
            }

            if (!(char.IsAsciiLetterOrDigit(c) || c == '_' || (c == '-' && label > 0)) || ++label > 63)
                return false;
            onlyNumbers &= char.IsAsciiDigit(c);
        }

        if (label == 0 || host[^1] == '-')
            return false;
        // "1.2.3" and "300.1.1.1" would be read by the system's resolver as something nobody meant.
        if (onlyNumbers && (host.Split('.') is not { Length: 4 } parts || parts.Any(p => p.Length > 3
            || (p.Length > 1 && p[0] == '0') || int.Parse(p, CultureInfo.InvariantCulture) > 255)))
            return false;
        normal = host.ToLowerInvariant();
        return true;
    }
}
