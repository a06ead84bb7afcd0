namespace Akka.P2P.Node.ByHand;

using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Node.CommandLine;

internal sealed record ShareRequest(string Path, IReadOnlyList<PeerAddress> Trackers, BindAddress? Bind, BindAddress? Advertise, TimeSpan? Wait, IReadOnlyList<string> Sets);

internal sealed record GetRequest(
    string What, string To, IReadOnlyList<PeerAddress> Trackers, bool Seed, BindAddress? Bind, BindAddress? Advertise, TimeSpan? Wait,
    IReadOnlyList<string> Sets, DownloadOptions Options);
