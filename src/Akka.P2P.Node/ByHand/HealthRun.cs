namespace Akka.P2P.Node.ByHand;

using System.Text.Json.Nodes;
using Akka.Actor;
using Akka.P2P.Core.Identity;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Node.Reporting;

/// <summary>
/// <c>akka-p2p health</c>: asks the actors of a node to identify themselves. An open port is not enough: the kernel accepts for a
/// process that hangs.
/// </summary>
internal sealed class HealthRun(PeerAddress address, IReadOnlyList<string> sets, IReporter reporter)
{
    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        var config = ByHandConfig.Build([address], null, null, sets);
        var timeout = NodeSettings.From(config).TrackerTimeout;
        if (await TrackerDial.ProblemAsync(address, timeout, cancellation) is { } problem)
            throw NobodyAnswers(problem);

        var system = NodeIncarnation.StartSystem(NodeHost.Advertised(LayeredConfig.Of(config), [address]).Merged);
        try
        {
            string[] roles = [.. (await Task.WhenAll(AnswersAsync(system, "tracker", timeout), AnswersAsync(system, "peer", timeout)).WaitAsync(cancellation)).OfType<string>()];
            if (roles.Length == 0)
                throw NobodyAnswers($"nothing heard for {timeout.TotalSeconds:0} s");

            reporter.Say($"{address} is up: {string.Join(" and ", roles)}.");
            reporter.Emit("done", new JsonObject { ["address"] = address.ToString(), ["roles"] = new JsonArray([.. roles.Select(r => JsonValue.Create(r))]) });
            return ExitCode.Done;
        }
        finally
        {
            await system.Terminate();
        }
    }

    /// <returns>The role, or null when nobody has it there.</returns>
    private async Task<string?> AnswersAsync(ActorSystem system, string role, TimeSpan timeout)
    {
        try
        {
            await system.ActorSelection($"{NodeAddress.SchemeOf(system)}://{NodeHost.SystemName}@{address}/user/{role}").ResolveOne(timeout);
            return role;
        }
        catch (ActorNotFoundException)
        {
            return null;
        }
    }

    private CommandException NobodyAnswers(string problem) =>
        new(ExitCode.NothingReachable, $"No node answers at {address} ({problem}): is one running, and is that the very address that it advertises?");
}
