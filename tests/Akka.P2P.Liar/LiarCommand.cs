namespace Akka.P2P.Liar;

using System.CommandLine;
using Akka.P2P.Lies;
using Akka.P2P.Node.CommandLine;

/// <summary>The command line of a peer that lies.</summary>
internal static class LiarCommand
{
    public static RootCommand Describe()
    {
        var path = new Argument<string>("PATH") { Description = "The true file or folder." };
        var lie = new Option<string>("--lie")
        {
            Description = $"What it does wrong: {string.Join(", ", Enum.GetValues<Lie>().Select(LieSettings.NameOf))}.",
            Required = true,
        };
        var share = new Option<double>("--share") { Description = "Of the chunks that it lies about: 0 to 1.", DefaultValueFactory = _ => 1 };
        var seed = new Option<int>("--seed") { Description = "Of all chance.", DefaultValueFactory = _ => 1 };
        var after = new Option<int>("--after") { Description = "Slices that are true before the first lie." };
        var name = new Option<string?>("--name") { Description = "What it calls itself. Default: its lie." };
        var data = new Option<string?>("--data") { Description = "A folder that keeps its peer id, so that it comes back as the same peer." };
        var tracker = CommonOptions.Tracker("The tracker to publish at; may be repeated.");
        var bind = CommonOptions.Bind();
        var set = CommonOptions.Set();
        var json = CommonOptions.Json();
        lie.Validators.Add(result =>
        {
            if (!LieSettings.TryParse(result.GetValueOrDefault<string>() ?? "", out _))
                result.AddError($"There is no such lie; --help names them.");
        });
        var command = new RootCommand("A peer for tests: it registers, publishes and seeds PATH as any other, and lies.")
        {
            path, lie, share, seed, after, name, data, tracker, bind, set, json,
        };
        command.Runs(json, (line, reporter, cancellation) =>
        {
            LieSettings.TryParse(line.GetValue(lie)!, out var which);
            var request = new LiarRequest(
                line.GetValue(path)!, new LieSettings(which, line.GetValue(share), line.GetValue(seed), line.GetValue(after)),
                line.GetValue(name) ?? line.GetValue(lie)!, line.GetValue(data), line.GetValue(tracker) ?? [], line.GetValue(bind),
                line.GetValue(set) ?? []);
            return new LiarRun(request, reporter).RunAsync(cancellation);
        });
        return command;
    }
}
