namespace Petabridge.Cmd.Tests;

using System.Text.Json;
using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using Petabridge.Cmd.Remote;
using Petabridge.Cmd.Tests.Support;
using Xunit.Abstractions;

public sealed class RemoteCommandsSpecs(ITestOutputHelper output) : PbmSpec(output)
{
    private static readonly Address Here = new("akka.tcp", "p2p", "10.0.0.1", 1);
    private static readonly Address There = new("akka.tcp", "p2p", "10.0.0.2", 2);
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact(DisplayName = "remote tells what the event stream said of connections, for people and for programs")]
    public async Task Palette()
    {
        Assert.True(Host.RegisterCommandPalette(RemoteCommands.Instance));
        Assert.False(Host.RegisterCommandPalette(new RemoteCommands()));
        var client = await ClientAsync(tcp: true);
        Assert.Equal(["None."], (await RunAsync(client, "remote associations")).Select(line => line.Msg));
        Sys.EventStream.Publish(new AssociatedEvent(Here, There, inbound: true));
        Sys.EventStream.Publish(new QuarantinedEvent(Here, 42));
        await AwaitAssertAsync(async () => Assert.Equal(3, (await RunAsync(client, "remote history")).Count), Patience);

        Assert.StartsWith("akka.tcp://p2p@10.0.0.2:2 | open by them | since ", (await RunAsync(client, "remote associations"))[0].Msg, StringComparison.Ordinal);
        Assert.StartsWith("akka.tcp://p2p@10.0.0.1:1 | quarantined by us (uid 42) | ", (await RunAsync(client, "remote quarantines"))[0].Msg, StringComparison.Ordinal);
        Assert.Equal("open 1 | opened 1 | lost 0 | failed 0 | quarantined 1", (await RunAsync(client, "remote stats"))[0].Msg);
        var json = JsonDocument.Parse((await RunAsync(client, "remote history -n 1 --json"))[0].Msg).RootElement;
        Assert.Equal("akka.tcp://p2p@10.0.0.1:1", json.GetProperty("address").GetString());
        Assert.True((await LastAsync(client, "remote history -n some")).IsError);
        Assert.Equal(CommandResponse.Empty, Assert.Single(await RunAsync(client, "remote history -n 0 --json")));
    }

    [Fact(DisplayName = "A connection is what its last events say, each direction by itself")]
    public void Book()
    {
        var book = new ConnectionBook(10, 100);
        book.Note(new AssociatedEvent(Here, There, inbound: false), Noon);
        book.Note(new AssociatedEvent(Here, There, inbound: true), Noon.AddSeconds(1));
        Assert.Equal("open both ways", Assert.Single(book.Connections).State);

        book.Note(new DisassociatedEvent(Here, There, inbound: false), Noon.AddSeconds(2));
        Assert.Equal("open by them", book.Connections[0].State);
        book.Note(new AssociationErrorEvent(new InvalidOperationException("gone"), Here, There, false, LogLevel.ErrorLevel), Noon.AddSeconds(3));
        book.Note(new QuarantinedEvent(There, 7), Noon.AddSeconds(4));
        Assert.Equal(("quarantined", "gone", 7), (book.Connections[0].State, book.Connections[0].LastError, book.Connections[0].QuarantinedUid));
        book.Note(new ThisActorSystemQuarantinedEvent(Here, There), Noon.AddSeconds(5));
        Assert.True(book.Connections[0].QuarantinesUs);

        Assert.Equal(Noon.AddSeconds(5), book.Connections[0].Changed);
        Assert.Equal((2, 1, 1, 2), (book.Opened, book.Lost, book.Failed, book.Quarantined));
        Assert.Equal(6, book.History.Count);
    }

    [Fact(DisplayName = "The book of connections is bounded: closed ones go first, then the longest unchanged")]
    public void Bounded()
    {
        var book = new ConnectionBook(maxAddresses: 3, maxHistory: 5);
        for (var i = 0; i < 3; i++)
            book.Note(new AssociatedEvent(Here, There.WithPort(i), inbound: true), Noon.AddSeconds(i));
        book.Note(new DisassociatedEvent(Here, There.WithPort(1), inbound: true), Noon.AddSeconds(3));

        book.Note(new AssociatedEvent(Here, There.WithPort(10), inbound: true), Noon.AddSeconds(4));
        book.Note(new AssociatedEvent(Here, There.WithPort(11), inbound: true), Noon.AddSeconds(5));

        Assert.Equal([2, 10, 11], book.Connections.Select(connection => connection.Address.Port!.Value));
        Assert.Equal(5, book.History.Count);
    }
}
