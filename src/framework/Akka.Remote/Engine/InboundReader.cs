namespace Akka.Remote.Engine;

using System.Text;
using Akka.Actor;
using Akka.Event;
using Akka.Remote.Transport.Tcp;
using Akka.Remote.Wire;

/// <summary>Turns the envelopes of one connection into tells. Belongs to the connection's read loop, which keeps their order.</summary>
internal sealed class InboundReader(Remoting remoting)
{
    private const int RememberedPaths = 1024;
    private const int RememberedManifests = 256;

    /// <summary>How many messages pass between two looks at a mailbox, which cost a little.</summary>
    private const int LookEvery = 32;

    /// <summary>Bytes of this size are worth a look each.</summary>
    private const int LargeMessage = 16 * 1024;

    /// <summary>What a message takes in a mailbox besides its bytes, roughly.</summary>
    private const int Overhead = 256;

    private static readonly TimeSpan CatchUpPause = TimeSpan.FromMilliseconds(10);

    private readonly ByteKeyedCache<IInternalActorRef> _refs = new(RememberedPaths);
    private readonly ByteKeyedCache<string> _manifests = new(RememberedManifests);
    private int _sinceLook;
    private double _usualSize;
    private ICell? _behind;

    /// <summary>A task that ends when the actor that can't keep up with this connection has caught up, or the connection has ended; null when all do.</summary>
    public Task? Behind(Connection connection)
    {
        if (_behind is not { } cell)
        {
            return null;
        }

        _behind = null;
        return CatchUpAsync(cell, TransportLimits.MailboxMemory / 2 / CostOfOne, connection);
    }

    public void Deliver(ref Pdu pdu, Association association, Connection connection)
    {
        if (pdu.Recipient.IsEmpty)
        {
            throw new PduException("an envelope without a recipient");
        }

        var recipient = Resolve(pdu.Recipient);
        var sender = pdu.Sender.IsEmpty ? ActorRefs.NoSender : Resolve(pdu.Sender);
        // The one copy on the way in: the serializer may keep the array.
        var bytes = GC.AllocateUninitializedArray<byte>(pdu.Message.Length);
        pdu.Message.CopyTo(bytes);
        var serializerId = pdu.SerializerId;
        var manifest = ManifestOf(pdu.Manifest);

        if (pdu.Sequence == Pdu.NoSequence)
        {
            Hand(bytes, serializerId, manifest, recipient, sender);
        }
        else
        {
            HandInOrder(association, connection, pdu.Sequence, bytes, serializerId, manifest, recipient);
        }
    }

    /// <summary>Apart, so that only system messages pay for what the delegate keeps.</summary>
    private void HandInOrder(
        Association association, Connection connection, ulong sequence, byte[] bytes, int serializerId, string manifest, IInternalActorRef recipient) =>
        association.OnSystemMessage(
            connection, sequence, () => Hand(bytes, serializerId, manifest, recipient, ActorRefs.NoSender), bytes.Length + Overhead);

    private void Hand(byte[] bytes, int serializerId, string manifest, IInternalActorRef recipient, IActorRef? sender)
    {
        if (!TryDeserialize(bytes, serializerId, manifest, recipient, out var message))
        {
            return;
        }

        remoting.Dispatch(recipient, message, sender);
        _usualSize += (bytes.Length - _usualSize) / 16;
        if (++_sinceLook >= LookEvery || bytes.Length >= LargeMessage)
        {
            _sinceLook = 0;
            if (recipient is ActorRefWithCell { Underlying: { } cell } && cell.NumberOfMessages > TransportLimits.MailboxMemory / CostOfOne)
            {
                _behind = cell;
            }
        }
    }

    private long CostOfOne => (long)_usualSize + Overhead;

    private static async Task CatchUpAsync(ICell cell, long until, Connection connection)
    {
        while (cell.NumberOfMessages > until && !connection.IsClosed)
        {
            await Task.Delay(CatchUpPause).ConfigureAwait(false);
        }
    }

    private bool TryDeserialize(byte[] bytes, int serializerId, string manifest, IActorRef recipient, out object message)
    {
        try
        {
            message = remoting.Codec.Deserialize(bytes, serializerId, manifest);
            if (message is not null)
            {
                return true;
            }

            remoting.Unreadable(recipient, serializerId, manifest, bytes.Length, "it is null");
        }
        catch (Exception e)
        {
            remoting.Unreadable(recipient, serializerId, manifest, bytes.Length, e.Message);
        }

        message = null!;
        return false;
    }

    private IInternalActorRef Resolve(ReadOnlySpan<byte> path)
    {
        if (_refs.Find(path) is { } known)
        {
            if (known is RemoteActorRef || !known.IsTerminated)
            {
                return known;
            }

            _refs.Forget(path);
        }

        var found = (IInternalActorRef)remoting.Provider.ResolveActorRef(Encoding.UTF8.GetString(path));
        // A path with a uid means one actor for ever; one without may mean another actor tomorrow.
        if (path.Contains((byte)'#') && found is (RemoteActorRef or ActorRefWithCell))
        {
            _refs.Put(path, found);
        }

        return found;
    }

    private string ManifestOf(ReadOnlySpan<byte> manifest)
    {
        if (manifest.IsEmpty)
        {
            return "";
        }

        if (_manifests.Find(manifest) is { } known)
        {
            return known;
        }

        var text = Encoding.UTF8.GetString(manifest);
        _manifests.Put(manifest, text);
        return text;
    }
}
