namespace Akka.Remote.Transport.Tcp;

using System.Net;
using System.Net.Sockets;
using Akka.Configuration;

/// <summary>What <c>akka.remote.dot-netty.tcp</c> says, checked.</summary>
internal sealed class TcpSettings
{
    /// <summary>Below this a frame could not hold what the protocol itself sends.</summary>
    public const int LeastFrameSize = 32_000;

    /// <exception cref="ConfigurationException">A value makes no sense, or asks for something this transport doesn't do.</exception>
    public TcpSettings(Config config)
    {
        EnableSsl = config.GetBoolean("enable-ssl");
        var order = config.GetString("byte-order", "little-endian");
        if (order != "little-endian")
        {
            throw new ConfigurationException($"akka.remote.dot-netty.tcp.byte-order = {order}: only little-endian is spoken");
        }

        Hostname = config.GetString("hostname", "") ?? "";
        PublicHostname = config.GetString("public-hostname", "") ?? "";
        Port = CheckPort(config, "port", 2552);
        PublicPort = CheckPort(config, "public-port", 0);
        TransportProtocol = (EnableSsl ? "ssl." : "") + config.GetString("transport-protocol", "tcp");
        UseIpv6 = config.GetBoolean("dns-use-ipv6");
        EnforceIpFamily = config.GetBoolean("enforce-ip-family");
        ConnectionTimeout = config.GetTimeSpan("connection-timeout", TimeSpan.FromSeconds(15));
        Backlog = config.GetInt("backlog", 4096);
        NoDelay = config.GetBoolean("tcp-nodelay", true);
        KeepAlive = config.GetBoolean("tcp-keepalive", true);
        // Elsewhere the runtime itself lets a listener follow its predecessor, and asking for more would let two listeners share a port.
        ReuseAddress = OperatingSystem.IsWindows()
            && config.GetString("tcp-reuse-addr", "off-for-windows") is ("on" or "true" or "yes");
        SendBufferSize = Size(config, "send-buffer-size", 256_000);
        ReceiveBufferSize = Size(config, "receive-buffer-size", 256_000);
        MaximumFrameSize = Size(config, "maximum-frame-size", 128_000);
        if (MaximumFrameSize < LeastFrameSize)
        {
            throw new ArgumentException(
                $"akka.remote.dot-netty.tcp.maximum-frame-size is {MaximumFrameSize} bytes, and must be at least {LeastFrameSize}", nameof(config));
        }
    }

    /// <summary>TLS on every connection; the section <c>ssl</c> says how.</summary>
    public bool EnableSsl { get; }

    public string Hostname { get; }

    public string PublicHostname { get; }

    public int Port { get; }

    public int PublicPort { get; }

    /// <summary>As in addresses behind <c>akka.</c>: <c>tcp</c>, or <c>ssl.tcp</c>.</summary>
    public string TransportProtocol { get; }

    public bool UseIpv6 { get; }

    public bool EnforceIpFamily { get; }

    public TimeSpan ConnectionTimeout { get; }

    public int Backlog { get; }

    public bool NoDelay { get; }

    public bool KeepAlive { get; }

    public bool ReuseAddress { get; }

    /// <summary>Bytes; 0 leaves it to the system.</summary>
    public int SendBufferSize { get; }

    /// <summary>Bytes; 0 leaves it to the system.</summary>
    public int ReceiveBufferSize { get; }

    /// <summary>Bytes, the four of the length included.</summary>
    public int MaximumFrameSize { get; }

    /// <summary>The addresses of a host name that these settings allow, the preferred family first.</summary>
    /// <exception cref="SocketException">The name can't be resolved.</exception>
    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return [literal];
        }

        var preferred = UseIpv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        var found = await Dns.GetHostAddressesAsync(host, cancellation).ConfigureAwait(false);
        var usable = found
            .Where(a => !EnforceIpFamily || a.AddressFamily == preferred)
            .OrderBy(a => a.AddressFamily == preferred ? 0 : 1)
            .ToArray();
        return usable.Length > 0 ? usable : throw new SocketException((int)SocketError.HostNotFound);
    }

    private static int CheckPort(Config config, string key, int otherwise)
    {
        var port = config.GetInt(key, otherwise);
        return port is >= 0 and <= 65535
            ? port
            : throw new ConfigurationException($"akka.remote.dot-netty.tcp.{key} = {port}: a port is a number from 0 to 65535");
    }

    private static int Size(Config config, string key, int otherwise)
    {
        var size = config.GetByteSize(key, otherwise) ?? otherwise;
        return size is >= 0 and <= int.MaxValue / 2
            ? (int)size
            : throw new ConfigurationException($"akka.remote.dot-netty.tcp.{key} = {size}: from 0 to {int.MaxValue / 2} bytes");
    }
}
