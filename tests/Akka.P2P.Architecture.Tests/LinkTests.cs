namespace Akka.P2P.Architecture.Tests;

using System.Text.RegularExpressions;

/// <summary>
/// A system message that crosses a link is what quarantines in Akka.Remote: a watch that fires, or one that is never acknowledged. So none
/// of ours does.
/// </summary>
public sealed partial class LinkTests
{
    [Fact(DisplayName = "Death watch is for children: whatever is watched was made by Context.ActorOf in the same file")]
    public void Only_children_are_watched() => Repository.None(
        from source in Sources()
        let text = File.ReadAllText(source)
        from Match watch in Watch().Matches(text)
        let watched = watch.Groups[1].Value
        where !Regex.IsMatch(text, $@"\b{Regex.Escape(watched)} = Context\.ActorOf\(")
        select $"{Repository.Relative(source)} watches {watched}");

    [Fact(DisplayName = "Nothing is deployed, killed or waited for on another node")]
    public void No_system_messages_by_other_ways() => Repository.None(
        from source in Sources()
        from Match found in Remote().Matches(File.ReadAllText(source))
        select $"{Repository.Relative(source)} says {found.Value}");

    [Fact(DisplayName = "The look at sources finds what it looks for")]
    public void Is_not_blind() => Assert.True(Sources().Sum(source => Watch().Count(File.ReadAllText(source))) >= 3);

    private static IEnumerable<string> Sources() => Repository.Sources("src").Where(source =>
        Repository.Relative(source).StartsWith("src/Akka.P2P.", StringComparison.Ordinal));

    [GeneratedRegex(@"\bWatch(?:With)?\((\w+)")]
    private static partial Regex Watch();

    [GeneratedRegex(@"\b(RemoteScope|WithDeploy|GracefulStop|PoisonPill|Kill\.Instance|ReliableDelivery)\b")]
    private static partial Regex Remote();
}
