namespace Akka.P2P.Faults.Running;

using System.Collections.Concurrent;
using Akka.P2P.Faults.Scenarios;

/// <content>What goes wrong, and how it is mended.</content>
public sealed partial class FaultRun
{
    private readonly ConcurrentDictionary<string, FaultKind> _broken = new(StringComparer.Ordinal);
    private int _mendsToCome;

    private async Task BefallAsync(PlannedFault fault)
    {
        while (Progress < fault.At)
            await Task.Delay(Pace, _over.Token);
        var node = Nodes.Single(n => n.Name == fault.Node);
        await node.OneFault.WaitAsync(_over.Token);
        try
        {
            Interlocked.Increment(ref _mendsToCome);
            Advance($"FAULT {fault}");
            if (await PerformAsync(fault, node))
                _performed.Enqueue(fault.Kind);
            else
                Skip(fault, node);
            Advance($"mended: {fault}");
        }
        finally
        {
            Interlocked.Decrement(ref _mendsToCome);
            node.OneFault.Release();
        }
    }

    private void Skip(PlannedFault fault, SwarmNode node)
    {
        var why = fault.Kind switch
        {
            FaultKind.FullTarget => _leechers.Single(l => l.Node == node).Disk.Lack ?? "the disk could not be filled",
            FaultKind.ReadOnlyTarget => "the folder can't be made read-only: that takes chattr, or not being root",
            FaultKind.ChangeSource or FaultKind.TruncateSource or FaultKind.DeleteSource => "it shared nothing at the time that could be damaged",
            _ => "it had no process at the time, or had finished",
        };
        _skipped.Enqueue($"{fault}: {why}");
        Tell($"not done: {fault}: {why}");
    }

    /// <returns>False when it can't be done here or now.</returns>
    private Task<bool> PerformAsync(PlannedFault fault, SwarmNode node) => fault.Kind switch
    {
        FaultKind.Kill => EndAndStartAsync(fault, node, "KILL"),
        FaultKind.Terminate => EndAndStartAsync(fault, node, "TERM"),
        FaultKind.Stop => StopAsync(fault, node),
        FaultKind.Reset => AtOnceAsync(node.Proxy.Cut),
        FaultKind.Swallow => AtOnceAsync(node.Proxy.Swallow),
        FaultKind.Stall => ForAWhileAsync(fault, node.Proxy.Pause, node.Proxy.Resume),
        FaultKind.Refuse => ForAWhileAsync(fault, () => Refuse(node), () => node.Proxy.Refuse(false)),
        FaultKind.ChangeSource or FaultKind.TruncateSource or FaultKind.DeleteSource => DamageAsync(fault, _seeders.Single(s => s.Node == node)),
        FaultKind.ReadOnlyTarget => OnDiskAsync(fault, d => d.Protect(true), d => d.Protect(false)),
        FaultKind.FullTarget => OnDiskAsync(fault, d => d.Fill(), d => d.Free()),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault.Kind, "No such fault."),
    };

    private async Task<bool> EndAndStartAsync(PlannedFault fault, SwarmNode node, string signal)
    {
        if (node.Process is not { HasExited: false } || IsDone(node))
            return false;
        await node.EndAsync(signal);
        await WaitAsync(fault);
        node.Release();
        return true;
    }

    private async Task<bool> StopAsync(PlannedFault fault, SwarmNode node)
    {
        if (node.Process is not { HasExited: false } process)
            return false;
        process.Signal("STOP");
        try
        {
            await WaitAsync(fault);
        }
        finally
        {
            process.Signal("CONT");
        }

        return true;
    }

    private static Task<bool> AtOnceAsync(Action act)
    {
        act();
        return Task.FromResult(true);
    }

    private async Task<bool> ForAWhileAsync(PlannedFault fault, Action begin, Action end)
    {
        begin();
        try
        {
            await WaitAsync(fault);
        }
        finally
        {
            end();
        }

        return true;
    }

    private static void Refuse(SwarmNode node)
    {
        node.Proxy.Refuse(true);
        node.Proxy.Cut();
    }

    private async Task<bool> DamageAsync(PlannedFault fault, Seeder seeder)
    {
        var file = _scenario.Tree.Files.MaxBy(f => f.Length)!;
        if (!seeder.SharesNow || file.Length < 2)
            return false;
        var path = _scenario.Tree.PathOf(file, seeder.Path);
        seeder.IsDamaged = true;
        switch (fault.Kind)
        {
            case FaultKind.ChangeSource:
                using (var stream = Open(path))
                {
                    stream.Position = file.Length / 2;
                    stream.Write(new byte[Math.Min(4096, file.Length - stream.Position)]);
                }

                break;
            case FaultKind.TruncateSource:
                using (var stream = Open(path))
                    stream.SetLength(file.Length / 2);
                break;
            default:
                File.Delete(path);
                break;
        }

        await WaitAsync(fault);
        // Whoever restores a shared file starts the share again: what it saw is not what is there now.
        await seeder.Node.EndAsync("TERM");
        _scenario.Tree.WriteInto(Path.GetDirectoryName(seeder.Path)!);
        seeder.IsDamaged = false;
        seeder.Node.Release();
        return true;
    }

    // A program that locks nothing, as most don't.
    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

    private async Task<bool> OnDiskAsync(PlannedFault fault, Func<TargetDisk, bool> begin, Action<TargetDisk> end)
    {
        var disk = _leechers.Single(l => l.Node.Name == fault.Node).Disk;
        if (!begin(disk))
            return false;
        try
        {
            await WaitAsync(fault);
        }
        finally
        {
            end(disk);
        }

        return true;
    }

    private bool IsDone(SwarmNode node) => _leechers.Exists(l => l.Node == node && l.IsFinished && l.Plan.Mode == NodeMode.ByHand);

    // One that stays broken waits for the end of the run, and counts as performed then.
    private async Task WaitAsync(PlannedFault fault)
    {
        if (fault.IsMended)
        {
            await Task.Delay(fault.Lasts, _over.Token);
            return;
        }

        _performed.Enqueue(fault.Kind);
        _broken[fault.Node] = fault.Kind;
        Interlocked.Decrement(ref _mendsToCome);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _over.Token);
        }
        finally
        {
            Interlocked.Increment(ref _mendsToCome);
        }
    }
}
