namespace Hyperion.Internal;

using System.Runtime.Serialization;

/// <summary>Notices collections that another thread changes while they are written.</summary>
internal static class Changed
{
    public static void Check(int left, Type type)
    {
        if (left != 0)
            throw new SerializationException($"A [{type}] was changed while it was serialized.");
    }
}
