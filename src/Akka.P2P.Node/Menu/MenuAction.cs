namespace Akka.P2P.Node.Menu;

using Akka.P2P.Core.Identity;

/// <summary>What a person asked for at the menu; whoever performs it answers with lines.</summary>
internal abstract record MenuAction
{
    private MenuAction()
    {
    }

    public sealed record ListTorrents : MenuAction;

    /// <param name="Torrent">An id or the beginning of one, a magnet link, or a <c>.torrent</c> file.</param>
    public sealed record Download(string Torrent) : MenuAction;

    public sealed record Share(string Path) : MenuAction;

    public sealed record Ping(PeerAddress Address) : MenuAction;

    /// <param name="Prefix">The beginning of a peer's id, in hex digits.</param>
    public sealed record PingPeer(string Prefix) : MenuAction;

    public sealed record Broadcast(string Text) : MenuAction;

    /// <param name="To">The beginning of a peer's id, or HOST:PORT; null for all.</param>
    public sealed record SendFile(string Path, string? To) : MenuAction;

    public sealed record AnswerOffer(Guid Offer, bool Accept) : MenuAction;

    public sealed record Quit : MenuAction;
}
