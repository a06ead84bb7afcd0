namespace Akka.P2P.Processes;

using System.Runtime.InteropServices;

/// <summary>
/// A shell without job control has those that it starts with <c>&amp;</c> ignore Ctrl+C, and that is inherited by all they start: a suite that
/// runs so would wait for ever for a node that it interrupts.
/// </summary>
internal static class Interrupts
{
    private const int Interrupt = 2;

    /// <summary>Processes that are started from now on end at SIGINT, unless they say otherwise themselves.</summary>
    public static void AreHeard()
    {
        if (OperatingSystem.IsLinux() && File.ReadLines("/proc/self/status").Any(Ignores))
            _ = Signal(Interrupt, 0);
    }

    // SigIgn: a mask in hexadecimal, the lowest bit for signal 1.
    private static bool Ignores(string line) =>
        line.StartsWith("SigIgn:", StringComparison.Ordinal) && (Convert.ToUInt64(line[7..].Trim(), 16) & (1UL << (Interrupt - 1))) != 0;

    [DllImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Signal(int number, nint handler);
}
