namespace Akka.P2P.Node.Menu;

/// <summary>The words of the menu: S2.85–S2.89, S2.C8 and S1.8.</summary>
internal static class MenuText
{
    public const string Title = "p2p file sharing client";
    public const string EnterChoice = "Enter choice: ";
    public const string EnterTorrent = "Enter torrent ID: ";
    public const string EnterFile = "Enter filename: ";
    public const string EnterHost = "Enter target host: ";
    public const string EnterPort = "Enter target port: ";
    public const string EnterToGoOn = "Press Enter to continue...";
    public const string Commands = "or a command: ping, broadcast <message>, sendfile <filename>, exit";

    public static IReadOnlyList<string> Menu { get; } =
    [
        "",
        Title,
        "[1] List available torrents",
        "[2] Download a file",
        "[3] Share a file",
        "[4] Show help",
        "[5] Quit",
        Commands,
    ];

    // No line is longer than the 80 columns of the smallest terminal.
    public static IReadOnlyList<string> Help { get; } =
    [
        "",
        "[1] what the trackers have: the beginning of each torrent's ID, its name, its",
        "    chunks, and who shares it or fetches it",
        "[2] fetches a torrent, in the background, and shares it from its first chunk on.",
        "    It takes the beginning of an ID, a magnet link, or a .torrent file",
        "[3] shares a file or a folder of this machine: hashes, publishes and serves it",
        "[4] this",
        "[5] stops sharing, unregisters from the trackers and ends. A download that isn't",
        "    done goes on where it was when it is asked for again",
        "",
        "ping, ping PEER             how long an answer takes; without PEER it asks where",
        "broadcast <message>         is shown at every other peer",
        "sendfile <filename>         offers a file or a folder to every other peer",
        "sendfile <filename> to PEER offers it to one of them",
        "exit                        is [5]",
        "",
        "PEER is HOST:PORT or the beginning of a peer's ID. An empty answer leads back to",
        "the menu.",
    ];
}
