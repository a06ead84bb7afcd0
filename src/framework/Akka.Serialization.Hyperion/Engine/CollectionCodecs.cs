namespace Hyperion.Internal;

using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Reflection;
using System.Runtime.InteropServices;

/// <summary>The collections that are written as their elements. Comparers aren't: sets and dictionaries come back with the default one.</summary>
internal static class CollectionCodecs
{
    private static readonly FrozenDictionary<Type, string> Makers = new Dictionary<Type, string>
    {
        [typeof(List<>)] = nameof(ListOf),
        [typeof(LinkedList<>)] = nameof(LinkedListOf),
        [typeof(HashSet<>)] = nameof(HashSetOf),
        [typeof(SortedSet<>)] = nameof(SortedSetOf),
        [typeof(Queue<>)] = nameof(QueueOf),
        [typeof(Stack<>)] = nameof(StackOf),
        [typeof(Collection<>)] = nameof(CollectionOf),
        [typeof(ReadOnlyCollection<>)] = nameof(ReadOnlyCollectionOf),
        [typeof(ConcurrentQueue<>)] = nameof(ConcurrentQueueOf),
        [typeof(ImmutableArray<>)] = nameof(ImmutableArrayOf),
        [typeof(ImmutableList<>)] = nameof(ImmutableListOf),
        [typeof(ImmutableHashSet<>)] = nameof(ImmutableHashSetOf),
        [typeof(ImmutableSortedSet<>)] = nameof(ImmutableSortedSetOf),
        [typeof(ImmutableQueue<>)] = nameof(ImmutableQueueOf),
        [typeof(ImmutableStack<>)] = nameof(ImmutableStackOf),
        [typeof(FrozenSet<>)] = nameof(FrozenSetOf),
        [typeof(ReadOnlyMemory<>)] = nameof(ReadOnlyMemoryOf),
        [typeof(Memory<>)] = nameof(MemoryOf),
        [typeof(Dictionary<,>)] = nameof(DictionaryOf),
        [typeof(SortedDictionary<,>)] = nameof(SortedDictionaryOf),
        [typeof(SortedList<,>)] = nameof(SortedListOf),
        [typeof(ConcurrentDictionary<,>)] = nameof(ConcurrentDictionaryOf),
        [typeof(ReadOnlyDictionary<,>)] = nameof(ReadOnlyDictionaryOf),
        [typeof(ImmutableDictionary<,>)] = nameof(ImmutableDictionaryOf),
        [typeof(ImmutableSortedDictionary<,>)] = nameof(ImmutableSortedDictionaryOf),
        [typeof(FrozenDictionary<,>)] = nameof(FrozenDictionaryOf),
    }.ToFrozenDictionary();

    /// <summary>The generic definitions of all of them.</summary>
    public static IEnumerable<Type> Definitions => Makers.Keys;

    /// <summary>The collection that a type is, or null. Of frozen collections that is a base class.</summary>
    public static Type? CollectionOf(Type type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            if (level.IsConstructedGenericType && Makers.ContainsKey(level.GetGenericTypeDefinition()) && (level == type || level.IsAbstract))
                return level;
        }

        return null;
    }

    public static TypeCodec Make(Type collection, CodecTable codecs)
    {
        if (collection.IsArray)
        {
            var element = collection.GetElementType()!;
            return Invoke(!element.IsEnum && Slots.RawSize(Slots.Of(element)) > 0 ? nameof(NumbersOf) : nameof(ArrayOf), [element], codecs);
        }

        var arguments = collection.GetGenericArguments();
        var maker = Makers[collection.GetGenericTypeDefinition()];
        if (maker == nameof(ImmutableArrayOf) && !arguments[0].IsEnum && Slots.RawSize(Slots.Of(arguments[0])) > 0)
            maker = nameof(ImmutableNumbersOf);
        return Invoke(maker, arguments, codecs);
    }

    private static TypeCodec Invoke(string maker, Type[] arguments, CodecTable codecs) =>
        (TypeCodec)typeof(CollectionCodecs).GetMethod(maker, BindingFlags.Static | BindingFlags.NonPublic, [typeof(CodecTable)])!
            .MakeGenericMethod(arguments).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [codecs], null)!;

    private static ArrayCodec<T> ArrayOf<T>(CodecTable codecs) => new(codecs);

    private static RawCodec<T[], T> NumbersOf<T>(CodecTable codecs)
        where T : unmanaged => new(codecs, static array => array, static array => array!);

    private static RawCodec<ImmutableArray<T>, T> ImmutableNumbersOf<T>(CodecTable codecs)
        where T : unmanaged => new(codecs, ImmutableCollectionsMarshal.AsArray, ImmutableCollectionsMarshal.AsImmutableArray);

    private static SequenceCodec<List<T>, T> ListOf<T>(CodecTable codecs) =>
        new(codecs, static list => list.Count, static count => new List<T>(count), static (list, element) => list.Add(element));

    private static SequenceCodec<LinkedList<T>, T> LinkedListOf<T>(CodecTable codecs) =>
        new(codecs, static list => list.Count, static _ => new LinkedList<T>(), static (list, element) => list.AddLast(element));

    private static SequenceCodec<HashSet<T>, T> HashSetOf<T>(CodecTable codecs) =>
        new(codecs, static set => set.Count, static count => new HashSet<T>(count), static (set, element) => set.Add(element));

    private static SequenceCodec<SortedSet<T>, T> SortedSetOf<T>(CodecTable codecs) =>
        new(codecs, static set => set.Count, static _ => new SortedSet<T>(), static (set, element) => set.Add(element));

    private static SequenceCodec<Queue<T>, T> QueueOf<T>(CodecTable codecs) =>
        new(codecs, static queue => queue.Count, static count => new Queue<T>(count), static (queue, element) => queue.Enqueue(element));

    private static SequenceCodec<Collection<T>, T> CollectionOf<T>(CodecTable codecs) =>
        new(codecs, static list => list.Count, static _ => new Collection<T>(), static (list, element) => list.Add(element));

    private static ListedCodec<Stack<T>, T> StackOf<T>(CodecTable codecs) =>
        new(codecs, static stack => [.. stack.Reverse()], static list => new Stack<T>(list!));

    private static ListedCodec<ReadOnlyCollection<T>, T> ReadOnlyCollectionOf<T>(CodecTable codecs) =>
        new(codecs, static list => list, static list => new ReadOnlyCollection<T>(list!));

    private static ListedCodec<ConcurrentQueue<T>, T> ConcurrentQueueOf<T>(CodecTable codecs) =>
        new(codecs, static queue => queue.ToArray(), static list => new ConcurrentQueue<T>(list!));

    private static ListedCodec<ImmutableArray<T>, T> ImmutableArrayOf<T>(CodecTable codecs) =>
        new(codecs, static array => array.IsDefault ? null : array, static list => list is null ? default : [.. list]);

    private static ListedCodec<ImmutableList<T>, T> ImmutableListOf<T>(CodecTable codecs) => new(codecs, static list => list, static list => [.. list!]);

    private static ListedCodec<ImmutableHashSet<T>, T> ImmutableHashSetOf<T>(CodecTable codecs) => new(codecs, static set => set, static list => [.. list!]);

    private static ListedCodec<ImmutableSortedSet<T>, T> ImmutableSortedSetOf<T>(CodecTable codecs) => new(codecs, static set => set, static list => [.. list!]);

    private static ListedCodec<ImmutableQueue<T>, T> ImmutableQueueOf<T>(CodecTable codecs) =>
        new(codecs, static queue => [.. queue], static list => ImmutableQueue.CreateRange(list!));

    private static ListedCodec<ImmutableStack<T>, T> ImmutableStackOf<T>(CodecTable codecs) =>
        new(codecs, static stack => [.. stack.Reverse()], static list => ImmutableStack.CreateRange(list!));

    private static ListedCodec<FrozenSet<T>, T> FrozenSetOf<T>(CodecTable codecs) => new(codecs, static set => set, static list => list!.ToFrozenSet());

    private static ListedCodec<ReadOnlyMemory<T>, T> ReadOnlyMemoryOf<T>(CodecTable codecs) =>
        new(codecs, static memory => memory.ToArray(), static list => list?.ToArray());

    private static ListedCodec<Memory<T>, T> MemoryOf<T>(CodecTable codecs) => new(codecs, static memory => memory.ToArray(), static list => list?.ToArray());

    private static MapCodec<Dictionary<TKey, TValue>, TKey, TValue> DictionaryOf<TKey, TValue>(CodecTable codecs)
        where TKey : notnull => new(codecs, static () => [], null);

    private static MapCodec<SortedDictionary<TKey, TValue>, TKey, TValue> SortedDictionaryOf<TKey, TValue>(CodecTable codecs)
        where TKey : notnull => new(codecs, static () => [], null);

    private static MapCodec<SortedList<TKey, TValue>, TKey, TValue> SortedListOf<TKey, TValue>(CodecTable codecs)
        where TKey : notnull => new(codecs, static () => [], null);

    private static MapCodec<ConcurrentDictionary<TKey, TValue>, TKey, TValue> ConcurrentDictionaryOf<TKey, TValue>(CodecTable codecs)
        where TKey : notnull => new(codecs, static () => new ConcurrentDictionary<TKey, TValue>(), null);

    private static MapCodec<ReadOnlyDictionary<TKey, TValue>, TKey, TValue> ReadOnlyDictionaryOf<TKey, TValue>(CodecTable codecs)
        where TKey : notnull => new(codecs, null, static pairs => new ReadOnlyDictionary<TKey, TValue>(pairs));

    private static MapCodec<ImmutableDictionary<TKey, TValue>, TKey, TValue> ImmutableDictionaryOf<TKey, TValue>(CodecTable codecs)
        where TKey : notnull => new(codecs, null, static pairs => pairs.ToImmutableDictionary());

    private static MapCodec<ImmutableSortedDictionary<TKey, TValue>, TKey, TValue> ImmutableSortedDictionaryOf<TKey, TValue>(CodecTable codecs)
        where TKey : notnull => new(codecs, null, static pairs => pairs.ToImmutableSortedDictionary());

    private static MapCodec<FrozenDictionary<TKey, TValue>, TKey, TValue> FrozenDictionaryOf<TKey, TValue>(CodecTable codecs)
        where TKey : notnull => new(codecs, null, static pairs => pairs.ToFrozenDictionary());
}
