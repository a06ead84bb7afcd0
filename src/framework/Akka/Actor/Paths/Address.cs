namespace Akka.Actor;

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Akka.Util;

/// <summary>Where an actor system is: <c>protocol://system</c> in this process, <c>protocol://system@host:port</c> when it can be reached from others.</summary>
public sealed class Address : IEquatable<Address>, IComparable<Address>, IComparable, ISurrogated, ICloneable
{
    /// <summary>An address that belongs to no system in particular.</summary>
    public static readonly Address AllSystems = new("akka", "all-systems");

    public static readonly IComparer<Address> Comparer = Comparer<Address>.Create(Compare);

    private string? _text;

    public Address(string protocol, string system, string? host = null, int? port = null)
    {
        Protocol = protocol;
        System = system;
        Host = host?.ToLowerInvariant();
        Port = port;
    }

    public string? Host { get; }

    public int? Port { get; }

    public string System { get; }

    public string Protocol { get; }

    public bool HasLocalScope => string.IsNullOrEmpty(Host);

    public bool HasGlobalScope => !HasLocalScope;

    public static Address Parse(string address) =>
        TryParse(address, out var result) ? result : throw new UriFormatException($"Invalid Address: {address}");

    public static bool TryParse(string address, [NotNullWhen(true)] out Address? result) => TryParse(address.AsSpan(), out result);

    public static bool TryParse(string address, [NotNullWhen(true)] out Address? result, out string absolutUri)
    {
        var found = TryParse(address.AsSpan(), out result, out var rest);
        absolutUri = rest.ToString();
        return found;
    }

    public static bool TryParse(ReadOnlySpan<char> span, [NotNullWhen(true)] out Address? result) => TryParse(span, out result, out _);

    /// <summary>Reads the address at the front of a path; <paramref name="absolutUri"/> is what follows, at least "/".</summary>
    public static bool TryParse(ReadOnlySpan<char> span, [NotNullWhen(true)] out Address? result, out ReadOnlySpan<char> absolutUri)
    {
        result = null;
        absolutUri = default;
        var schemeEnd = span.IndexOf("://", StringComparison.Ordinal);
        if (schemeEnd <= 0)
        {
            return false;
        }

        var protocol = span[..schemeEnd];
        if (!protocol.StartsWith("akka", StringComparison.Ordinal))
        {
            return false;
        }

        var rest = span[(schemeEnd + 3)..];
        var slash = rest.IndexOf('/');
        var authority = slash < 0 ? rest : rest[..slash];
        absolutUri = slash < 0 ? "/" : rest[slash..];
        var at = authority.LastIndexOf('@');
        if (at < 0)
        {
            if (authority.IsEmpty || authority.Contains(':'))
            {
                return false;
            }

            result = new Address(protocol.ToString(), authority.ToString());
            return true;
        }

        var system = authority[..at];
        var endpoint = authority[(at + 1)..];
        var colon = endpoint.LastIndexOf(':');
        if (system.IsEmpty || colon <= 0 || colon == endpoint.Length - 1
            || !int.TryParse(endpoint[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port > 65535
            || (endpoint[0] != '[' && endpoint[..colon].Contains(':')))
        {
            return false;
        }

        result = new Address(protocol.ToString(), system.ToString(), endpoint[..colon].ToString(), port);
        return true;
    }

    public Address WithHost(string? host = null) => new(Protocol, System, host, Port);

    public Address WithPort(int? port = null) => new(Protocol, System, Host, port);

    public Address WithSystem(string system) => new(Protocol, system, Host, Port);

    public Address WithProtocol(string protocol) => new(protocol, System, Host, Port);

    /// <summary>The address without its protocol: <c>system@host:port</c>.</summary>
    public string HostPort() => ToString()[(Protocol.Length + 3)..];

    public object Clone() => new Address(Protocol, System, Host, Port);

    public override string ToString()
    {
        if (_text is { } known)
        {
            return known;
        }

        var text = $"{Protocol}://{System}";
        if (!string.IsNullOrEmpty(Host))
        {
            text = string.Concat(text, "@", Host);
        }

        if (Port is { } port)
        {
            text = string.Concat(text, ":", port.ToString(CultureInfo.InvariantCulture));
        }

        return _text = text;
    }

    public bool Equals(Address? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Port == other.Port && Host == other.Host && System == other.System && Protocol == other.Protocol);

    public override bool Equals(object? obj) => Equals(obj as Address);

    public override int GetHashCode() => HashCode.Combine(Protocol, System, Host, Port);

    public int CompareTo(Address? other) => Compare(this, other);

    int IComparable.CompareTo(object? obj) => obj switch
    {
        null => 1,
        Address other => Compare(this, other),
        _ => throw new ArgumentException($"Cannot compare an Address with {obj.GetType()}.", nameof(obj)),
    };

    public ISurrogate ToSurrogate(ActorSystem system) =>
        new AddressSurrogate { Protocol = Protocol, System = System, Host = Host, Port = Port };

    public static bool operator ==(Address? left, Address? right) => Equals(left, right);

    public static bool operator !=(Address? left, Address? right) => !Equals(left, right);

    private static int Compare(Address? left, Address? right)
    {
        if (ReferenceEquals(left, right))
        {
            return 0;
        }

        if (left is null || right is null)
        {
            return left is null ? -1 : 1;
        }

        var result = string.CompareOrdinal(left.Protocol, right.Protocol);
        result = result != 0 ? result : string.CompareOrdinal(left.System, right.System);
        result = result != 0 ? result : string.CompareOrdinal(left.Host ?? "", right.Host ?? "");
        return result != 0 ? result : (left.Port ?? 0).CompareTo(right.Port ?? 0);
    }

    /// <summary>An address on its way.</summary>
    public sealed class AddressSurrogate : ISurrogate
    {
        public string Protocol { get; set; } = "";

        public string System { get; set; } = "";

        public string? Host { get; set; }

        public int? Port { get; set; }

        public ISurrogated FromSurrogate(ActorSystem system) => new Address(Protocol, System, Host, Port);
    }
}
