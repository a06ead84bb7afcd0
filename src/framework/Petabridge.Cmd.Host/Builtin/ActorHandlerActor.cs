namespace Petabridge.Cmd.Host.Builtin;

using System.Globalization;
using System.Text.Json.Nodes;
using Akka.Actor;

/// <summary>Answers <see cref="ActorCommands"/>; each walk is a child of its own, so that a long one doesn't keep others waiting.</summary>
internal sealed class ActorHandlerActor : CommandHandlerActor
{
    public ActorHandlerActor()
        : base(ActorCommands.Commands)
    {
        Process(ActorCommands.SystemAddress.Name, command =>
        {
            var address = ((ExtendedActorSystem)Context.System).Provider.DefaultAddress.ToString();
            Sender.Tell(new CommandResponse(command.WantsJson ? new JsonObject { ["address"] = address }.ToJsonString() : address));
        });
        Process(ActorCommands.Hierarchy.Name, (command, arguments) =>
        {
            if (Number(arguments, "depth", int.MaxValue) is not { } depth || Number(arguments, "timeout", ActorCommands.MaxTimeout) is not { } seconds)
                return;
            Walk(arguments.ArgumentValues("start").First(), depth, TimeSpan.FromSeconds(seconds), new HierarchyAnswer(Sender, command.WantsJson));
        });
    }

    private void Walk(string start, int depth, TimeSpan timeout, HierarchyAnswer answer)
    {
        var system = (ExtendedActorSystem)Context.System;
        var path = start;
        if (start.Contains("://", StringComparison.Ordinal))
        {
            var withPath = start.IndexOf('/', start.IndexOf("://", StringComparison.Ordinal) + 3) < 0 ? $"{start}/user" : start.TrimEnd('/');
            if (!ActorPath.TryParse(withPath, out var full))
            {
                answer.Fail($"'{start}' is no address of an actor: it should look like akka.tcp://p2p@host:8888/user.");
                return;
            }

            if (!IsThisSystem(system, full.Address))
            {
                Context.ActorOf(Props.Create(() => new RemoteWalkActor(full, depth, timeout, answer)));
                return;
            }

            path = full.ToStringWithoutAddress();
        }

        if (LocalTree.Find(system, path, out var error) is { } root)
            Context.ActorOf(Props.Create(() => new LocalWalkActor(root, depth, answer)));
        else
            answer.Fail(error);
    }

    private static bool IsThisSystem(ExtendedActorSystem system, Address address) =>
        address.Equals(system.Provider.DefaultAddress) || (address.HasLocalScope && address.System == system.Name);

    private int? Number(CommandArguments arguments, string name, int max)
    {
        var typed = arguments.ArgumentValues(name).First();
        if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= max)
            return number;
        Sender.Tell(new ErroredCommandResponse($"'{typed}' can't be the {name}: it must be a whole number{(max == int.MaxValue ? "" : $" up to {max}")}."));
        return null;
    }
}
