namespace Akka.P2P.Node.Tests.Menu;

using Akka.P2P.Core.Identity;
using Akka.P2P.Node.Menu;

public sealed class ConsoleMenuTests
{
    private readonly ConsoleMenu _menu = new();

    public ConsoleMenuTests() => _menu.Back();

    [Fact(DisplayName = "S2.85: the menu has the title, the five items and the prompt of the seed")]
    public void Menu()
    {
        var menu = new ConsoleMenu();
        Assert.Null(menu.Prompt);

        var lines = menu.Back().Lines;

        Assert.Equal(
            ["", "p2p file sharing client", "[1] List available torrents", "[2] Download a file", "[3] Share a file", "[4] Show help", "[5] Quit"],
            lines.Take(7));
        Assert.Contains("ping, broadcast <message>, sendfile <filename>, exit", lines[7], StringComparison.Ordinal);
        Assert.Equal("Enter choice: ", menu.Prompt);
    }

    [Fact(DisplayName = "S2.85, S2.86, S2.87: choices 2 and 3 ask with the seed's prompts, and what is answered is done")]
    public void Asks()
    {
        _menu.Enter("2");
        Assert.Equal("Enter torrent ID: ", _menu.Prompt);
        Assert.Equal(new MenuAction.Download("3fa2"), _menu.Enter(" 3fa2 ").Action);
        Assert.Null(_menu.Prompt);
        Assert.Equal(["done", "", "p2p file sharing client"], _menu.Back("done").Lines.Take(3));

        _menu.Enter("3");
        Assert.Equal("Enter filename: ", _menu.Prompt);
        Assert.Equal(new MenuAction.Share("input/my file.pdf"), _menu.Enter("'input/my file.pdf'").Action);
    }

    [Fact(DisplayName = "S2.88: choice 1 lists")]
    public void Lists() => Assert.IsType<MenuAction.ListTorrents>(_menu.Enter("1").Action);

    [Fact(DisplayName = "S2.C8: choice 4 shows help until Enter is pressed")]
    public void Help()
    {
        var help = _menu.Enter("4").Lines;
        Assert.All([.. help, .. MenuText.Menu], line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains(help, line => line.StartsWith("sendfile <filename>", StringComparison.Ordinal));
        Assert.Equal("Press Enter to continue...", _menu.Prompt);

        Assert.Equal("p2p file sharing client", _menu.Enter("").Lines[1]);
        Assert.Equal("Enter choice: ", _menu.Prompt);
    }

    [Theory(DisplayName = "S1.12: five, exit, quit and the end of the input leave")]
    [InlineData("5")]
    [InlineData("exit")]
    [InlineData(" QUIT ")]
    [InlineData(null)]
    public void Leaves(string? line)
    {
        Assert.IsType<MenuAction.Quit>((line is null ? _menu.Leave() : _menu.Enter(line)).Action);
        Assert.Null(_menu.Prompt);
        Assert.Throws<InvalidOperationException>(() => _menu.Enter("1"));
    }

    [Theory(DisplayName = "S2.C8, S1.C6: what is no choice and no command is refused with one line, and the menu is there again")]
    [InlineData("6")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1 2")]
    [InlineData("4 5")]
    [InlineData("dance", "unknown command: dance")]
    [InlineData("exit now", "unknown command: exit")]
    public void Refuses(string line, string named = "")
    {
        var step = _menu.Enter(line);

        Assert.Null(step.Action);
        Assert.StartsWith("invalid choice, please try again", step.Lines[0], StringComparison.Ordinal);
        Assert.Contains(named, step.Lines[0], StringComparison.Ordinal);
        Assert.Equal("Enter choice: ", _menu.Prompt);
    }

    [Theory(DisplayName = "S1.C6: a command without its argument says what it needs")]
    [InlineData("broadcast", "Please specify a message to broadcast.")]
    [InlineData("sendfile", "Please specify a filename to send.")]
    public void Needs_an_argument(string line, string answer)
    {
        Assert.Equal(answer, _menu.Enter(line).Lines[0]);
        Assert.Equal("Enter choice: ", _menu.Prompt);
    }

    [Theory(DisplayName = "S1.8, S1.10, S1.11: broadcast and sendfile take the rest of the line as it is")]
    [InlineData("broadcast hello,  all of you", "hello,  all of you", null)]
    [InlineData("sendfile network.png", "network.png", null)]
    [InlineData("sendfile my file.txt", "my file.txt", null)]
    [InlineData("sendfile my file.txt to 81624256", "my file.txt", "81624256")]
    [InlineData("sendfile \"letter to mum\"", "letter to mum", null)]
    [InlineData("sendfile 'letter to mum' to 127.0.0.1:8002", "letter to mum", "127.0.0.1:8002")]
    [InlineData("sendfile way to go there", "way to go there", null)]
    [InlineData("sendfile 'half quoted", "'half quoted", null)]
    public void Takes_arguments(string line, string first, string? second) =>
        Assert.Equal(
            line.StartsWith("broadcast", StringComparison.Ordinal) ? new MenuAction.Broadcast(first) : (MenuAction)new MenuAction.SendFile(first, second),
            _menu.Enter(line).Action);

    [Theory(DisplayName = "S1.9, S1.C7: ping asks for host and port; an address or the beginning of a peer's id says both at once")]
    [InlineData("127.0.0.1:8002", "ping|localhost|8002", "localhost:8002")]
    [InlineData("", "ping|::1|8002", "[::1]:8002")]
    [InlineData("", "ping|host.example:7", "host.example:7")]
    [InlineData("", "ping 127.0.0.1:7", "127.0.0.1:7")]
    public void Ping(string _, string lines, string address)
    {
        MenuStep? last = null;
        foreach (var line in lines.Split('|'))
            last = _menu.Enter(line);

        Assert.Equal(new MenuAction.Ping(PeerAddress.Parse(address)), last!.Action);
    }

    [Fact(DisplayName = "S1.C7: the prompts of ping; the beginning of a peer's id does, too")]
    public void Ping_prompts()
    {
        _menu.Enter("ping");
        Assert.Equal("Enter target host: ", _menu.Prompt);
        _menu.Enter("cafe");
        Assert.Equal("Enter target port: ", _menu.Prompt);
        Assert.Contains("number from 1 to 65535", _menu.Enter("eight").Lines[0], StringComparison.Ordinal);

        _menu.Enter("ping");
        Assert.Equal(new MenuAction.PingPeer("81624"), _menu.Enter("81624").Action);
        _menu.Back();
        Assert.Equal(new MenuAction.PingPeer("abcdef"), _menu.Enter("ping ABCDEF").Action);
    }

    [Theory(DisplayName = "An empty answer, or one that can't be right, leads back to the menu")]
    [InlineData("2", "", "")]
    [InlineData("3", " ", "")]
    [InlineData("ping", "", "")]
    [InlineData("ping", "two words", "is not the name or the address of a host")]
    [InlineData("ping", "300.1.1.1", "is not the name or the address of a host")]
    public void Back_to_the_menu(string first, string second, string said)
    {
        _menu.Enter(first);
        var step = _menu.Enter(second);

        Assert.Null(step.Action);
        Assert.Contains(said, step.Lines[0], StringComparison.Ordinal);
        Assert.Equal("Enter choice: ", _menu.Prompt);
    }

    [Fact(DisplayName = "An offer is asked about at once when nothing is typed; y and n answer it, anything else asks again")]
    public void Offer()
    {
        var offer = new MenuOffer(Guid.NewGuid(), "seeder", "'a.png' (11.3 KiB)");
        _menu.Offered(offer, isTyping: false);
        Assert.Equal("seeder offers 'a.png' (11.3 KiB). Accept? [y/n]: ", _menu.Prompt);

        Assert.Equal("please answer y or n", _menu.Enter("1").Lines[0]);
        Assert.Equal(new MenuAction.AnswerOffer(offer.Id, Accept: true), _menu.Enter("Y").Action);
        _menu.Back();
        Assert.Equal("Enter choice: ", _menu.Prompt);

        _menu.Offered(offer, isTyping: false);
        Assert.Equal(new MenuAction.AnswerOffer(offer.Id, Accept: false), _menu.Enter("no").Action);
    }

    [Fact(DisplayName = "Who is typing, or waits, is not interrupted by an offer: it is asked about when the menu is next, one after the other")]
    public void Offers_wait()
    {
        var (first, second) = (new MenuOffer(Guid.NewGuid(), "a", "x"), new MenuOffer(Guid.NewGuid(), "b", "y"));
        _menu.Offered(first, isTyping: true);
        Assert.Equal("Enter choice: ", _menu.Prompt);
        _menu.Enter("1");
        _menu.Offered(second, isTyping: false);
        Assert.Null(_menu.Prompt);

        _menu.Back();
        Assert.StartsWith("a offers x", _menu.Prompt, StringComparison.Ordinal);
        _menu.Enter("y");
        _menu.Back();
        Assert.StartsWith("b offers y", _menu.Prompt, StringComparison.Ordinal);
        _menu.Enter("n");
        _menu.Back();
        Assert.Equal("Enter choice: ", _menu.Prompt);
    }

    [Fact(DisplayName = "An offer that is over is asked about no longer")]
    public void Offer_over()
    {
        var (first, second) = (new MenuOffer(Guid.NewGuid(), "a", "x"), new MenuOffer(Guid.NewGuid(), "b", "y"));
        _menu.Offered(first, isTyping: false);
        _menu.Offered(second, isTyping: false);

        _menu.OfferOver(first.Id);
        Assert.StartsWith("b offers y", _menu.Prompt, StringComparison.Ordinal);
        Assert.Equal("p2p file sharing client", _menu.OfferOver(second.Id).Lines[1]);
        Assert.Equal("Enter choice: ", _menu.Prompt);
        Assert.Empty(_menu.OfferOver(second.Id).Lines);
    }
}
