namespace Akka.P2P.Actors.Tests.Tracking;

using System.Reflection;
using System.Runtime.CompilerServices;
using Akka.P2P.Protocol;
using Xunit.Abstractions;

/// <summary>Requests as only a stranger makes them: every one that can be read and carries an id gets an answer that carries it too.</summary>
public sealed class MalformedRequestSpecs(ITestOutputHelper output) : SwarmSpec(output, virtualTime: true)
{
    private static readonly Type[] Requests =
    [
        typeof(TrackerProtocol.Register), typeof(TrackerProtocol.Unregister), typeof(TrackerProtocol.ListPeers), typeof(TrackerProtocol.ListTorrents), typeof(TrackerProtocol.GetTorrent),
        typeof(TrackerProtocol.Publish), typeof(TrackerProtocol.StartSeed), typeof(TrackerProtocol.StopSeed), typeof(TrackerProtocol.Announce), typeof(TrackerProtocol.GetPeers),
        typeof(PeerProtocol.GetPeers), typeof(PeerProtocol.GetMetainfo),
    ];

    [Fact(DisplayName = "Seed fault: malformed requests get no answer. Every request of the protocol that is made of nothing is answered, and refused where it must be")]
    public void Made_of_nothing()
    {
        var tracker = StartTracker();
        var asker = CreateTestProbe();
        foreach (var type in Requests)
        {
            var id = Guid.NewGuid();
            tracker.Tell(Empty(type, id), asker.Ref);

            var answer = (IWithRequest)asker.FishForMessage(m => m is IWithRequest);
            Assert.True(id == answer.RequestId, $"{type.Name} was answered with {answer}");
            // Lists that ask for nothing in particular are no offence; all else is refused.
            if (answer is TrackerProtocol.Refused refused)
                Assert.True(refused.Code is ReturnCode.BadRequest or ReturnCode.Unauthorized or ReturnCode.TorrentDoesNotExist, $"{type.Name} was refused with {refused.Code}");
            else
                Assert.True(type.Name.StartsWith("List", StringComparison.Ordinal) || type == typeof(TrackerProtocol.Unregister), $"{type.Name} was answered with {answer}");
        }
    }

    [Fact(DisplayName = "Seed fault: malformed requests get no answer. A peer's question at a tracker gets BAD_REQUEST")]
    public void Wrong_door()
    {
        var tracker = StartTracker();
        var asker = CreateTestProbe();
        var id = Guid.NewGuid();
        tracker.Tell(Empty(typeof(PeerProtocol.GetMetainfo), id), asker.Ref);

        var refused = asker.ExpectMsg<TrackerProtocol.Refused>();
        Assert.Equal((id, ReturnCode.BadRequest), (refused.RequestId, refused.Code));
    }

    private static object Empty(Type type, Guid id)
    {
        var request = RuntimeHelpers.GetUninitializedObject(type);
        type.GetField("<RequestId>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic)!.SetValue(request, id);
        return request;
    }
}
