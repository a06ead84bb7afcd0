namespace Akka.Remote.Transport;

using System.Diagnostics.CodeAnalysis;
using Akka.Actor;

/// <summary>
/// The adapter <c>gremlin</c> of <c>akka.remote.dot-netty.tcp.applied-adapters</c>: loses frames by chance. It obeys <see cref="All"/> and
/// <see cref="One"/>, given to <see cref="RemoteTransport.ManagementCommand(object)"/>; what is said of one address wins over what is said of all.
/// </summary>
[SuppressMessage("Design", "CA1052:Static holder types should be Static or NotInheritable", Justification = "A class in the API that this mirrors.")]
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "As in the API that this mirrors.")]
public class FailureInjectorTransportAdapter
{
    public const string FailureInjectorSchemeIdentifier = "gremlin";

    private FailureInjectorTransportAdapter()
    {
    }

    public interface IFailureInjectorCommand;

    public interface IGremlinMode;

    /// <summary>For every node that nothing is said of.</summary>
    public sealed class All(IGremlinMode mode)
    {
        public IGremlinMode Mode { get; } = mode;
    }

    /// <summary>For the node at one address; only host and port of it count.</summary>
    public sealed class One(Address remoteAddress, IGremlinMode mode)
    {
        public Address RemoteAddress { get; } = remoteAddress;

        public IGremlinMode Mode { get; } = mode;
    }

    public sealed class PassThru : IGremlinMode
    {
        private PassThru()
        {
        }

        public static PassThru Instance { get; } = new();
    }

    /// <summary>Each frame is lost with a probability from 0 to 1.</summary>
    public sealed class Drop(double outboundDropP, double inboundDropP) : IGremlinMode
    {
        public double OutboundDropP { get; } = outboundDropP;

        public double InboundDropP { get; } = inboundDropP;
    }
}
