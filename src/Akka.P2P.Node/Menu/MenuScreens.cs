namespace Akka.P2P.Node.Menu;

using System.Text;

/// <summary>Chooses the screen that fits where input comes from and output goes to, and gives the console back afterwards.</summary>
internal sealed class MenuScreens : IDisposable
{
    private readonly TextWriter? _errors;
    private readonly LogFile? _log;

    /// <param name="log">Where standard error goes meanwhile; null to leave it alone.</param>
    private MenuScreens(IMenuScreen screen, LogFile? log)
    {
        (Screen, _log) = (screen, log);
        if (log is null)
            return;
        _errors = Console.Error;
        Console.SetError(log);
    }

    public IMenuScreen Screen { get; }

    /// <param name="dataFolder">Where the log goes when it would come between menu and typing; null for nowhere.</param>
    public static MenuScreens Open(string? dataFolder)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected || Environment.GetEnvironmentVariable("TERM") is "dumb")
        {
            // Not Console.In: at a terminal that would edit lines itself, beside what is written here.
            var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
            return new MenuScreens(new PlainScreen(input, Console.Out, echoes: Console.IsInputRedirected, TimeProvider.System), null);
        }

        var screen = new TerminalScreen(Console.Out, () => Console.ReadKey(intercept: true), Width);
        // Errors that go to a file are left alone.
        if (Console.IsErrorRedirected)
            return new MenuScreens(screen, null);

        var path = dataFolder is null ? null : Path.Combine(dataFolder, "console.log");
        if (path is not null)
            screen.Print($"The log goes to {path}.");
        return new MenuScreens(screen, new LogFile(path, screen));
    }

    public void Dispose()
    {
        Screen.Close();
        if (_errors is not null)
            Console.SetError(_errors);
        _log?.Dispose();
    }

    // A terminal that nobody has ever looked at, in a container say, has no size.
    private static int Width() => Console.WindowWidth is > 0 and var width ? width : 80;
}
