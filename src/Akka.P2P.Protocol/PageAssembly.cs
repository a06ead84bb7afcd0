namespace Akka.P2P.Protocol;

/// <summary>
/// Puts the pages of one transfer together, in their order. It holds no more than was announced, and that is bounded; so a
/// stranger can't make it grow. Any page that does not fit is refused and changes nothing.
/// </summary>
public sealed class PageAssembly
{
    private readonly byte[] _bytes;
    private int _next;

    private PageAssembly(int pageCount, int totalBytes)
    {
        PageCount = pageCount;
        _bytes = new byte[totalBytes];
    }

    public int PageCount { get; }

    /// <summary>The page that is missing next; <see cref="PageCount"/> when all are here.</summary>
    public int NextPage => _next;

    public bool IsComplete => _next == PageCount;

    public int TotalBytes => _bytes.Length;

    /// <summary>All bytes; whole only when <see cref="IsComplete"/>.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Null when the numbers don't fit each other, or when it would be more than <paramref name="maxBytes"/>.</summary>
    public static PageAssembly? TryStart(int pageCount, int totalBytes, int maxBytes) =>
        totalBytes >= 0 && totalBytes <= maxBytes && pageCount == WireLimits.PageCount(totalBytes)
            ? new PageAssembly(pageCount, totalBytes)
            : null;

    /// <summary>The bytes of one page of a whole.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such page.</exception>
    public static byte[] Cut(ReadOnlyMemory<byte> whole, int page)
    {
        if (page < 0 || page >= WireLimits.PageCount(whole.Length))
            throw new ArgumentOutOfRangeException(nameof(page), page, $"There are {WireLimits.PageCount(whole.Length)} pages.");
        var from = page * WireLimits.PageBytes;
        return whole.Slice(from, int.Min(WireLimits.PageBytes, whole.Length - from)).ToArray();
    }

    /// <returns>False when it is not the page that is missing next, or not of its length.</returns>
    public bool TryAdd(int page, int pageCount, int totalBytes, byte[]? bytes)
    {
        if (bytes is null || page != _next || pageCount != PageCount || totalBytes != TotalBytes || IsComplete)
            return false;
        var from = page * WireLimits.PageBytes;
        if (bytes.Length != int.Min(WireLimits.PageBytes, TotalBytes - from))
            return false;
        bytes.CopyTo(_bytes.AsSpan(from));
        _next++;
        return true;
    }
}
