namespace Akka.Actor;

public partial class ActorCell
{
    // Whoever watches, or is watched, across nodes wants to hear when a node is given up.
    private bool _inAddressTopic;

    private static bool IsRemote(IActorRef other) => other is IActorRefScope { IsLocal: false };

    private void JoinAddressTopic(IActorRef other)
    {
        if (!_inAddressTopic && IsRemote(other))
        {
            _inAddressTopic = true;
            System.EventStream.Subscribe(Self, typeof(AddressTerminated));
        }
    }

    private void LeaveAddressTopic(IActorRef other)
    {
        if (_inAddressTopic && IsRemote(other))
        {
            MaintainAddressTopic();
        }
    }

    private void MaintainAddressTopic()
    {
        if (_inAddressTopic && _watching?.Keys.Any(IsRemote) != true && _watchedBy?.Any(IsRemote) != true)
        {
            _inAddressTopic = false;
            System.EventStream.Unsubscribe(Self, typeof(AddressTerminated));
        }
    }
}
