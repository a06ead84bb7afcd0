namespace Akka.P2P.Terminals;

using Xunit;

/// <summary>A test that needs a pseudo-terminal. Where tmux is missing it is skipped and says so; .ci/run installs it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute()
    {
        if (!Terminal.IsAvailable)
            Skip = "There is no tmux here to hold a terminal.";
    }
}
