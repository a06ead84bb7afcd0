namespace Akka.Remote.Wire.Tests;

using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Engine;
using Akka.Remote.Wire;

/// <summary>What the captured envelopes carry, through the real serializers and back.</summary>
public sealed class SerializerTests(BetaSystem beta) : IClassFixture<BetaSystem>
{
    private readonly MessageCodec _codec = new(beta.System, beta.Address);

    [Theory]
    [MemberData(nameof(CapturedFrames.All), MemberType = typeof(CapturedFrames))]
    public void Every_captured_message_is_understood_and_written_back_the_same(int index, string what)
    {
        var pdu = Pdu.Decode(CapturedFrames.Frame(index).AsSpan(4));
        if (!pdu.HasEnvelope)
        {
            Assert.True(pdu.Control is not null || pdu.HasAck, what);
            return;
        }

        var manifest = Encoding.UTF8.GetString(pdu.Manifest);
        var bytes = pdu.Message.ToArray();
        var again = _codec.Serialize(_codec.Deserialize(bytes, pdu.SerializerId, manifest));

        Assert.Equal(pdu.SerializerId, again.SerializerId);
        Assert.Equal(manifest, Encoding.UTF8.GetString(again.Manifest));
        Assert.Equal(bytes, again.Bytes);
    }

    [Fact]
    public void Messages_that_nobody_captured_survive_as_well()
    {
        Assert.IsType<Kill>(RoundTrip(Kill.Instance));
        Assert.Equal(7, Assert.IsType<RemoteWatcher.HeartbeatRsp>(RoundTrip(new RemoteWatcher.HeartbeatRsp(7))).AddressUid);
        Assert.Equal(-7, Assert.IsType<RemoteWatcher.HeartbeatRsp>(RoundTrip(new RemoteWatcher.HeartbeatRsp(-7))).AddressUid);
        var address = new Address("akka.tcp", "alpha", "127.0.0.1", 18561);
        Assert.Equal(address, Assert.IsType<RemoteScope>(RoundTrip(new RemoteScope(address))).Address);
        Assert.Equal("b", Assert.IsAssignableFrom<Config>(RoundTrip(ConfigurationFactory.ParseString("a = b"))).GetString("a"));
        var failure = Assert.IsType<Status.Failure>(RoundTrip(new Status.Failure(new ArgumentException("no", new TimeoutException("late")), "state")));
        Assert.IsType<ArgumentException>(failure.Cause);
        Assert.IsType<TimeoutException>(failure.Cause.InnerException);
        Assert.Equal("state", failure.State);
    }

    [Theory]
    [InlineData("S", "System.String, mscorlib")]
    [InlineData("System.String, System.Private.CoreLib", "S")]
    public void Every_name_a_primitive_ever_had_is_read(string one, string other) =>
        Assert.Equal(_codec.Deserialize("text"u8.ToArray(), 17, one), _codec.Deserialize("text"u8.ToArray(), 17, other));

    [Theory]
    [InlineData(16, "nonsense")]
    [InlineData(17, "nonsense")]
    [InlineData(17, "I")]
    [InlineData(22, "System.String, System.Private.CoreLib")]
    [InlineData(2, "System.String, System.Private.CoreLib")]
    [InlineData(6, "")]
    [InlineData(16, "AID")]
    [InlineData(12345, "")]
    public void Bytes_that_are_nothing_end_in_one_kind_of_error(int serializer, string manifest) =>
        Assert.Throws<SerializationException>(() => _codec.Deserialize([0x0A, 0xFF, 0xFF, 0xFF], serializer, manifest) switch
        {
            int => throw new SerializationException("four bytes are an Int32"),
            var read => read,
        });

    [Fact]
    public void A_type_that_is_no_exception_is_never_made_of_a_failure()
    {
        var data = new Serialization.Proto.Msg.ExceptionData { TypeName = "System.IO.FileInfo, System.Private.CoreLib", Message = "/etc/passwd" };
        var exception = Assert.IsType<InvalidOperationException>(Serialization.ExceptionPayloads.Unwrap(data));
        Assert.Contains("FileInfo", exception.Message, StringComparison.Ordinal);
    }

    private object RoundTrip(object message)
    {
        var written = _codec.Serialize(message);
        return _codec.Deserialize(written.Bytes, written.SerializerId, Encoding.UTF8.GetString(written.Manifest));
    }
}
