namespace Akka.P2P.Node.Menu;

using Akka.P2P.Node.Reporting;

/// <summary>Where the menu is shown and lines are read: a terminal, or whatever standard input and output are. Any thread may call.</summary>
internal interface IMenuScreen
{
    /// <summary>Whether something is typed at the present prompt and not entered yet.</summary>
    bool IsTyping { get; }

    /// <summary>Whether a person sits there: then one who ends the input leaves, and nobody waits long for anything.</summary>
    bool IsInteractive { get; }

    /// <summary>What is entered, line by line, until the input ends. One reader.</summary>
    IAsyncEnumerable<string> LinesAsync(CancellationToken cancellation);

    /// <summary>Shows lines above the prompt.</summary>
    void Print(params IReadOnlyCollection<string> lines);

    /// <summary>Shows lines, and a prompt instead of the present one.</summary>
    /// <param name="prompt">Null while nothing can be typed.</param>
    void Ask(IReadOnlyCollection<string> lines, string? prompt);

    /// <summary>Where a download stands.</summary>
    void Progress(TransferView transfer);

    /// <summary>The download is over: it is no longer shown as running.</summary>
    /// <param name="id">Of the torrent.</param>
    void ProgressEnded(string id);

    /// <summary>Takes prompt and progress away; what is printed after this just follows.</summary>
    void Close();
}
