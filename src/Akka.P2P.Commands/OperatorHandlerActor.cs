namespace Akka.P2P.Commands;

using Akka.Actor;
using Akka.P2P.Protocol;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;

/// <summary>
/// The base of our palettes' handlers: a command becomes one order to an actor of the node, and its answer becomes text or JSON. Many may be
/// under way at a time; nothing is kept here between them.
/// </summary>
public abstract class OperatorHandlerActor : CommandHandlerActor
{
    /// <summary>For what is answered from memory, or after a tracker's time-out at the most.</summary>
    protected static readonly TimeSpan Usual = TimeSpan.FromSeconds(60);

    protected OperatorHandlerActor(CommandPalette palette)
        : base(palette) => Receive<Answered>(answered => answered.Client.TellAll(answered.Responses));

    /// <summary>Orders, and brings the answer to whoever asked, once it comes.</summary>
    /// <param name="target">Answers with one message.</param>
    /// <param name="order">What is to be done.</param>
    /// <param name="limit">How long that may take; infinite for what hashes files.</param>
    /// <param name="render">Turns the answer into responses, the last of them final.</param>
    protected void Order<T>(ICanTell target, ILocalMessage order, TimeSpan limit, Func<T, IReadOnlyList<CommandResponse>> render)
    {
        var client = Sender;
        target.Ask<object>(order, limit).PipeTo(
            Self, Self,
            answer => new Answered(client, answer is T expected ? render(expected) : [Refusals.Of(answer) ?? Unexpected(answer)]),
            failure => new Answered(client, [new ErroredCommandResponse(failure.GetBaseException() is AskTimeoutException
                ? $"The node has not answered for {Text.Human.Span(limit)}: it may still do what it was asked to."
                : failure.GetBaseException().Message)]));
    }

    private static ErroredCommandResponse Unexpected(object answer) => new($"The node answered with {answer.GetType().Name}, which means nothing here.");

    private sealed record Answered(IActorRef Client, IReadOnlyList<CommandResponse> Responses) : ILocalMessage;
}

/// <summary>Responses to a console.</summary>
public static class Responses
{
    /// <summary>Lines, one response each; the last of them closes the command.</summary>
    public static IReadOnlyList<CommandResponse> Of(IReadOnlyList<string> lines) =>
        lines.Count == 0 ? [CommandResponse.Empty] : [.. lines.Select((line, i) => new CommandResponse(line, final: i == lines.Count - 1))];

    public static IReadOnlyList<CommandResponse> Of(params string[] lines) => Of((IReadOnlyList<string>)lines);

    internal static void TellAll(this IActorRef client, IReadOnlyList<CommandResponse> responses)
    {
        foreach (var response in responses)
            client.Tell(response);
    }
}
