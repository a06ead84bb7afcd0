namespace Akka.Remote.Wire.Tests;

using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Engine;
using Akka.Remote.Transport.Tcp;

public sealed class SettingsTests(BetaSystem beta) : IClassFixture<BetaSystem>
{
    [Theory]
    [InlineData("byte-order = big-endian", "little-endian")]
    [InlineData("port = 65536", "0 to 65535")]
    [InlineData("public-port = -1", "0 to 65535")]
    public void What_is_not_done_is_refused_in_a_sentence(string setting, string reason)
    {
        var defaults = beta.System.Settings.Config.GetConfig("akka.remote.dot-netty.tcp");
        var refused = Assert.Throws<ConfigurationException>(
            () => new TcpSettings(ConfigurationFactory.ParseString(setting).WithFallback(defaults)));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_are_those_of_akka()
    {
        var settings = new RemoteSettings(Akka.Remote.Configuration.RemoteConfigFactory.Default());
        Assert.Equal(TimeSpan.FromSeconds(5), settings.RetryGateClosedFor);
        Assert.Equal(TimeSpan.FromSeconds(2), settings.FlushWait);
        Assert.Equal(20_000, settings.SysMsgBufferSize);
        Assert.Equal(TimeSpan.FromDays(5), settings.QuarantineDuration);
        var tcp = new TcpSettings(Assert.Single(settings.Transports).Config);
        Assert.Equal(128_000, tcp.MaximumFrameSize);
        Assert.Equal(2552, tcp.Port);
        Assert.Equal(4096, tcp.Backlog);
    }

    [Fact]
    public void An_actor_cannot_be_deployed_on_another_node()
    {
        var elsewhere = new Address("akka.tcp", "alpha", "127.0.0.1", 18561);
        var props = Props.Create<Nothing>().WithDeploy(Deploy.None.WithScope(new RemoteScope(elsewhere)));
        Assert.Contains("deploys no actors", Assert.Throws<ConfigurationException>(() => beta.System.ActorOf(props)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_other_node_hears_a_raw_conversation_and_answers_as_akka_does()
    {
        // Its advertised port is the captured one; where it really listens is for us to find.
        var tcp = ((Remoting)((RemoteActorRefProvider)beta.System.Provider).Transport).BoundPort;
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", tcp);
        var owner = new RecordingOwner();
        owner.Own(new SocketWire(socket)).Start();

        beta.System.ActorOf(Props.Create<Nothing>(), "echo");
        await socket.SendAsync(CapturedFrames.First("alpha>beta: ASSOCIATE"));
        var greeting = Serialization.Proto.Msg.AkkaProtocolMessage.Parser.ParseFrom(await owner.NextFrame());
        Assert.Equal(Serialization.Proto.Msg.CommandType.Associate, greeting.Instruction.CommandType);
        var captured = Serialization.Proto.Msg.AkkaProtocolMessage.Parser.ParseFrom(CapturedFrames.First("beta>alpha: ASSOCIATE").AsSpan(4));
        Assert.Equal(captured.Instruction.HandshakeInfo.Origin, greeting.Instruction.HandshakeInfo.Origin);
        await socket.SendAsync(CapturedFrames.First("alpha>beta: to / serializer 6"));

        var answer = Serialization.Proto.Msg.AkkaProtocolMessage.Parser.ParseFrom(await owner.NextFrame());
        while (answer.Instruction?.CommandType == Serialization.Proto.Msg.CommandType.Heartbeat)
        {
            // A slow answer may have one before it.
            answer = Serialization.Proto.Msg.AkkaProtocolMessage.Parser.ParseFrom(await owner.NextFrame());
        }

        Assert.Equal("AID", answer.Payload.Envelope.Message.MessageManifest.ToStringUtf8());
        Assert.Equal("akka.tcp://alpha@127.0.0.1:18561/temp/d", answer.Payload.Envelope.Recipient.Path);
        Assert.StartsWith("akka.tcp://beta@127.0.0.1:18563/user/echo#", answer.Payload.Envelope.Sender.Path, StringComparison.Ordinal);

        await socket.SendAsync(CapturedFrames.First("alpha>beta: DISASSOCIATE"));
        Assert.Null((await owner.Closed).Cause);
    }

    private sealed class Nothing : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }
}
