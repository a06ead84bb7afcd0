namespace Akka.P2P.Commands.Tests;

using System.Text;
using Akka.Actor;
using Akka.P2P.Core.Identity;
using Akka.P2P.Testing;
using Akka.TestKit;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;
using Xunit.Abstractions;

/// <summary>A handler, a node that is a probe, and a console that is one: no network, no files.</summary>
public abstract class PaletteSpec : P2PSpec
{
    protected PaletteSpec(ITestOutputHelper output)
        : base(output) => (Node, Console) = (CreateTestProbe("node"), CreateTestProbe("console"));

    /// <summary>Gets the orders, and answers them.</summary>
    protected TestProbe Node { get; }

    /// <summary>Types the commands, and gets the answers.</summary>
    protected TestProbe Console { get; }

    protected static TorrentId Id(char digit) => TorrentId.Parse(new string(digit, TorrentId.TextLength));

    protected static PeerId Peer(char digit) => PeerId.TryParse(new string(digit, PeerId.TextLength), out var id) ? id : default;

    protected static PeerAddress At(int number) => new($"10.0.0.{number}", 8000 + number);

    /// <summary>As a console would parse it: <c>list --here</c>.</summary>
    protected static Command Parse(CommandPalette palette, string line)
    {
        ArgumentNullException.ThrowIfNull(palette);
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var definition = palette.Commands.Single(c => c.Name == words[0]);
        var positional = new Queue<ArgumentDefinition>(definition.Arguments.Where(a => a.IsPositional));
        List<Tuple<string, string>> arguments = [];
        for (var i = 1; i < words.Length; i++)
        {
            var takesValue = definition.Arguments.Any(a => !a.IsFlag && !a.IsPositional && a.Switch.Contains(words[i]));
            if (takesValue)
                arguments.Add(Tuple.Create(words[i], words[++i]));
            else if (words[i].StartsWith('-'))
                arguments.Add(Tuple.Create(words[i], ""));
            else
                arguments.Add(Tuple.Create(positional.Dequeue().Name, words[i]));
        }

        return new Command(palette.ModuleName, definition.Name, [.. arguments]);
    }

    /// <summary>Everything until the final answer, a line each.</summary>
    protected string ReadAll(out bool isError)
    {
        var text = new StringBuilder();
        while (true)
        {
            var response = Console.ExpectMsg<CommandResponse>(TimeSpan.FromSeconds(20));
            if (response.Msg.Length > 0)
                text.Append(response.Msg).Append('\n');
            if (!response.Final)
                continue;
            isError = response.IsError;
            Console.ExpectNoMsg(TimeSpan.Zero);
            return text.ToString().TrimEnd('\n');
        }
    }

    protected string ReadAll()
    {
        var text = ReadAll(out var isError);
        Assert.False(isError, text);
        return text;
    }

    protected IActorRef Handler(CommandPaletteHandler palette)
    {
        ArgumentNullException.ThrowIfNull(palette);
        return Sys.ActorOf(palette.HandlerProps);
    }
}
