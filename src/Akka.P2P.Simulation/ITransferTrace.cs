namespace Akka.P2P.Simulation;

/// <summary>How a transfer ended.</summary>
public enum TransferEnd
{
    /// <summary>All of it came, and was right.</summary>
    Kept = 0,

    /// <summary>All of it came, and was wrong.</summary>
    Corrupt = 1,

    /// <summary>Another source was faster.</summary>
    Cancelled = 2,

    /// <summary>The source ended it, or one of the two left.</summary>
    Broken = 3,

    /// <summary>The play ended before it did.</summary>
    Unfinished = 4,
}

/// <summary>Told of everything that an onlooker needs to check a play. Times are ticks of 100 ns.</summary>
public interface ITransferTrace
{
    void Scene(long bytes, int chunkLength, int chunks);

    /// <param name="number">From 0; seeders come first.</param>
    /// <param name="holdsAll">Whether it holds everything from the start.</param>
    /// <param name="isLiar">Whether what it sends is wrong.</param>
    /// <param name="up">Bytes a second.</param>
    /// <param name="down">Bytes a second.</param>
    /// <param name="joinsAt">When it comes.</param>
    void Peer(int number, bool holdsAll, bool isLiar, double up, double down, long joinsAt);

    void Transfer(int source, int target, int chunk, long start, long end, long bytes, TransferEnd how);

    void Left(int peer, long at);

    void Done(int peer, long at);
}
