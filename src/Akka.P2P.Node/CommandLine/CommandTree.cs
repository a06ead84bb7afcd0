namespace Akka.P2P.Node.CommandLine;

using System.CommandLine;

/// <summary>Every command of <c>akka-p2p</c>. What each does stands in a class of its own; here is only how it is said.</summary>
internal static class CommandTree
{
    public static RootCommand Build() =>
        new("Moves big files from one machine to many: share on one, get on the others, each a source for the rest.")
        {
            DemoCommand.Describe(),
            NodeCommand.Describe(),
            ShareCommand.Describe(),
            GetCommand.Describe(),
            ListCommand.Describe(),
            HealthCommand.Describe(),
            IdCommand.Describe(),
            VerifyCommand.Describe(),
            SimulateCommand.Describe(),
        };
}
