namespace Akka.P2P.Node.Menu;

using System.Globalization;
using Akka.P2P.Core.Identity;

/// <summary>
/// The menu of the seed as a state machine: lines of a person and what happens at the node go in, lines to show and actions to perform come
/// out. It knows no terminal and no node. Not safe for several threads.
/// </summary>
internal sealed class ConsoleMenu
{
    private readonly Queue<MenuOffer> _offers = [];
    private string? _host;
    private State _state = State.Busy;

    private enum State
    {
        Choosing,
        NamingTorrent,
        NamingFile,
        NamingHost,
        NamingPort,
        Reading,
        Deciding,
        Busy,
        Ended,
    }

    /// <summary>What stands before the cursor; null while nothing can be typed.</summary>
    public string? Prompt => _state switch
    {
        State.Choosing => MenuText.EnterChoice,
        State.NamingTorrent => MenuText.EnterTorrent,
        State.NamingFile => MenuText.EnterFile,
        State.NamingHost => MenuText.EnterHost,
        State.NamingPort => MenuText.EnterPort,
        State.Reading => MenuText.EnterToGoOn,
        State.Deciding => _offers.Peek().Question,
        _ => null,
    };

    /// <summary>The first step, and the one after an action was performed.</summary>
    /// <param name="lines">What the action has to say.</param>
    public MenuStep Back(params IEnumerable<string> lines)
    {
        if (_state == State.Ended)
            return new MenuStep([.. lines]);
        if (_offers.Count > 0)
        {
            _state = State.Deciding;
            return new MenuStep([.. lines]);
        }

        _state = State.Choosing;
        return new MenuStep([.. lines, .. MenuText.Menu]);
    }

    /// <summary>A line was entered.</summary>
    /// <exception cref="InvalidOperationException">An action is being performed, or the menu has ended.</exception>
    public MenuStep Enter(string line)
    {
        var text = line.Trim();
        return _state switch
        {
            State.Choosing => Choose(text),
            State.Reading => Back(),
            State.Deciding => Decide(text),
            State.NamingTorrent or State.NamingFile or State.NamingHost or State.NamingPort when text.Length == 0 => Back(),
            State.NamingTorrent => Perform(new MenuAction.Download(text)),
            State.NamingFile => Perform(new MenuAction.Share(MenuWords.Unquoted(text))),
            State.NamingHost => TakeHost(text),
            State.NamingPort => TakePort(text),
            _ => throw new InvalidOperationException($"Nothing can be entered while the menu is {_state}."),
        };
    }

    /// <summary>The person leaves, by Ctrl+D say.</summary>
    public MenuStep Leave() => End();

    /// <summary>A peer offers a file, and somebody has to decide.</summary>
    /// <param name="isTyping">Whether something is typed already at the present prompt: who types is not interrupted.</param>
    public MenuStep Offered(MenuOffer offer, bool isTyping)
    {
        _offers.Enqueue(offer);
        if (_state == State.Choosing && !isTyping)
            _state = State.Deciding;
        return new MenuStep([]);
    }

    /// <summary>An offer is over without an answer from here: withdrawn, lapsed, or decided elsewhere.</summary>
    public MenuStep OfferOver(Guid offer)
    {
        var wasAsked = _state == State.Deciding && _offers.Peek().Id == offer;
        var left = _offers.Where(o => o.Id != offer).ToList();
        _offers.Clear();
        left.ForEach(_offers.Enqueue);
        return wasAsked ? Back() : new MenuStep([]);
    }

    private MenuStep Choose(string text)
    {
        var (word, rest) = MenuWords.Split(text);
        switch (word.ToLowerInvariant())
        {
            case "":
                return Back();
            case "1" when rest.Length == 0:
                return Perform(new MenuAction.ListTorrents());
            case "2" when rest.Length == 0:
                return Ask(State.NamingTorrent);
            case "3" when rest.Length == 0:
                return Ask(State.NamingFile);
            case "4" or "help" when rest.Length == 0:
                _state = State.Reading;
                return new MenuStep(MenuText.Help);
            case "5" or "exit" or "quit" when rest.Length == 0:
                return End();
            case "ping":
                return rest.Length == 0 ? Ask(State.NamingHost) : Ping(rest);
            case "broadcast":
                return rest.Length == 0 ? Back("Please specify a message to broadcast.") : Perform(new MenuAction.Broadcast(rest));
            case "sendfile":
                return Send(rest);
            default:
                return Back(char.IsLetter(text[0]) ? $"invalid choice, please try again (unknown command: {word})" : "invalid choice, please try again");
        }
    }

    private MenuStep Send(string rest)
    {
        if (rest.Length == 0)
            return Back("Please specify a filename to send.");

        var (path, to) = MenuWords.FileAndPeer(rest);
        return Perform(new MenuAction.SendFile(path, to));
    }

    private MenuStep Decide(string text)
    {
        switch (text.ToLowerInvariant())
        {
            case "y" or "yes":
                return Perform(new MenuAction.AnswerOffer(_offers.Dequeue().Id, Accept: true));
            case "n" or "no":
                return Perform(new MenuAction.AnswerOffer(_offers.Dequeue().Id, Accept: false));
            default:
                return new MenuStep(["please answer y or n"]);
        }
    }

    private MenuStep Ping(string target) =>
        PeerAddress.TryParse(target, out var address) ? Perform(new MenuAction.Ping(address))
        : MenuWords.IsPeerPrefix(target) ? Perform(new MenuAction.PingPeer(target.ToLowerInvariant()))
        : Back($"'{target}' is not HOST:PORT, and not the beginning of a peer's id");

    private MenuStep TakeHost(string text)
    {
        if (PeerAddress.TryParse(text, out _) || MenuWords.IsPeerPrefix(text))
            return Ping(text);
        // Any port does to see whether it is a host; an IPv6 address may come without its brackets.
        if (PeerAddress.TryParse(text, 1, out var some) || PeerAddress.TryParse($"[{text}]", 1, out some))
        {
            _host = some.Host;
            return Ask(State.NamingPort);
        }

        return Back($"'{text}' is not the name or the address of a host");
    }

    private MenuStep TakePort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
            ? Perform(new MenuAction.Ping(new PeerAddress(_host!, port)))
            : Back("please enter a number from 1 to 65535 as the port");

    private MenuStep Ask(State state)
    {
        _state = state;
        return new MenuStep([]);
    }

    private MenuStep Perform(MenuAction action)
    {
        _state = State.Busy;
        return new MenuStep([], action);
    }

    private MenuStep End()
    {
        _state = State.Ended;
        return new MenuStep([], new MenuAction.Quit());
    }
}
