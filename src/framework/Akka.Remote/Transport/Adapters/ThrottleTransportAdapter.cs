namespace Akka.Remote.Transport;

using System.Diagnostics.CodeAnalysis;

/// <summary>
/// The adapter <c>trttl</c> of <c>akka.remote.dot-netty.tcp.applied-adapters</c>: bounds, or swallows, what passes between this node and another one.
/// It obeys <see cref="SetThrottle"/> and <see cref="ForceDisassociate"/>, given to <see cref="RemoteTransport.ManagementCommand(object)"/>.
/// </summary>
[SuppressMessage("Design", "CA1052:Static holder types should be Static or NotInheritable", Justification = "A class in the API that this mirrors.")]
public class ThrottleTransportAdapter
{
    public const string Scheme = "trttl";

    private ThrottleTransportAdapter()
    {
    }

    /// <summary>Which way, seen from this node.</summary>
    public enum Direction
    {
        Send,
        Receive,
        Both,
    }
}
