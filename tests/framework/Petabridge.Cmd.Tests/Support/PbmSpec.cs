namespace Petabridge.Cmd.Tests.Support;

using System.Collections.Concurrent;
using System.Net;
using Akka.Configuration;
using Petabridge.Cmd.Common.Client;
using Petabridge.Cmd.Host;
using Xunit.Abstractions;

/// <summary>A host on a free loopback port, with the palette of <see cref="TestCommands"/>.</summary>
public abstract class PbmSpec(ITestOutputHelper output, string config = "")
    : Akka.TestKit.Xunit2.TestKit(ConfigurationFactory.ParseString(config).WithFallback(Base), "pbm", output), IAsyncLifetime
{
    /// <summary>A guard against hanging, not something that is measured.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly Config Base = ConfigurationFactory.ParseString("""
        petabridge.cmd { host = "127.0.0.1", port = 0, handshake-timeout = 30s }
        akka.test.single-expect-default = 60s
        """);

    private readonly ConcurrentBag<IAsyncDisposable> _clients = [];

    protected PetabridgeCmd Host => PetabridgeCmd.Get(Sys);

    protected IPEndPoint Address { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        Host.RegisterCommandPalette(new TestCommands(TestActor));
        Host.Start();
        Address = await Host.Bound.WaitAsync(Patience) ?? throw new InvalidOperationException("The host could not bind.");
    }

    public virtual async Task DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
    }

    protected PbmClientOptions Options => new() { Host = Address.Address.ToString(), Port = Address.Port, Timeout = Patience };

    protected async Task<PbmClient> ConnectAsync(string? token = null)
    {
        var client = await PbmClient.ConnectAsync(Options with { Token = token });
        _clients.Add(client);
        return client;
    }

    /// <summary>A console over TCP, or one inside the process.</summary>
    protected async Task<IPbmClient> ClientAsync(bool tcp)
    {
        if (tcp)
            return await ConnectAsync();
        var client = await Host.StartLocalClient(CancellationToken.None);
        _clients.Add((IAsyncDisposable)client);
        return client;
    }

    protected static async Task<IReadOnlyList<CommandResponse>> RunAsync(IPbmClient client, string line)
    {
        using var patience = new CancellationTokenSource(Patience);
        return await (await client.ExecuteTextCommandAsync(line)).ToListAsync(patience.Token);
    }

    protected static async Task<CommandResponse> LastAsync(IPbmClient client, string line) => (await RunAsync(client, line))[^1];
}
